// The import rules of the house; test/rules/import-rules.spec.ts breaks each of them on purpose.

// Which lib may import which. All other imports between libs are errors.
const PORTS = ['kernel', 'bi-host', 'wecom'];
const MAY_IMPORT = {
  kernel: [],
  'bi-host': ['kernel'],
  wecom: ['kernel'],
  alarms: ['kernel', 'bi-host'],
  pictures: ['kernel', 'bi-host'],
  authorization: [...PORTS, 'alarms'],
  templating: [...PORTS, 'pictures'],
  'user-binding': [...PORTS, 'alarms', 'authorization'],
  records: ['kernel', 'bi-host'],
  erasure: ['kernel', 'bi-host'],
  robots: [...PORTS, 'alarms', 'templating', 'user-binding'],
  'push-task': [...PORTS, 'alarms', 'robots', 'templating', 'authorization', 'user-binding', 'records'],
  'push-dispatch': [...PORTS, 'alarms', 'robots', 'authorization', 'user-binding', 'templating', 'push-task', 'records', 'pictures'],
  'push-module': ['[^/]+'],
};

// kernel/src/database holds the data source that every persistence folder works on.
const MAY_TOUCH_SQL = ['/persistence/', '/testing/', '^libs/kernel/src/database/'];
const TESTS = ['/testing/', '\\.(spec|db-spec|e2e-spec|process-spec)\\.ts$'];

const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([lib, allowed]) =>
      never(`lib-${lib}`, `${lib} may import ${allowed.join(', ') || 'no lib'}`, { path: `^libs/${lib}/` },
        { path: '^(libs|apps|test)/', pathNot: [lib, ...allowed].map((other) => `^libs/${other}/`) })),
    never('lib-unknown', 'a new lib gets its line in the table above', { path: '^libs/', pathNot: `^libs/(${Object.keys(MAY_IMPORT).join('|')})/` }, {}),
    never('app-to-app', 'apps talk over HTTP and the database, never by import', { path: '^apps/([^/]+)/' }, { path: '^(apps|test)/', pathNot: '^apps/$1/' }),
    never('console-alone', 'the console talks HTTP only', { path: '^apps/console/' }, { path: '^libs/' }),
    never('stand-ins-know-kernel-only', 'sandbox and demo host stand for foreign systems', { path: '^apps/(sandbox|demo-host)/' },
      { path: '^libs/', pathNot: '^libs/kernel/' }),
    never('through-index', 'a lib is entered by its index or its testing index', { path: '^(apps|libs|test)/([^/]+)/' },
      { path: '^libs/([^/]+)/src/', pathNot: ['^libs/$2/', '^libs/[^/]+/src/(testing/)?index\\.ts$'] }),
    never('domain-is-pure', 'domain knows neither frameworks nor the layers above it', { path: '/src/domain/', pathNot: TESTS },
      { path: ['node_modules/(@nestjs|typeorm|pg|pg-boss|express|fastify|undici)/', '^libs/[^/]+/src/(ports|application|persistence|http)/'] }),
    never('http-on-top', 'nothing imports the HTTP layer but the module', { path: '/src/(domain|ports|application|persistence)/', pathNot: TESTS }, { path: '^libs/[^/]+/src/http/' }),
    never('http-by-application', 'controllers ask services, never repositories', { path: '^libs/[^/]+/src/http/', pathNot: TESTS }, { path: '/src/persistence/' }),
    never('persistence-below', 'repositories know nothing of the services that use them', { path: '/src/persistence/', pathNot: TESTS }, { path: '/src/application/' }),
    never('sql-in-persistence-only', 'SQL has one place in a lib', { path: '^(libs|apps)/', pathNot: [...MAY_TOUCH_SQL, ...TESTS] }, { path: 'node_modules/(typeorm|pg)/' }),
    never('testing-stays-in-tests', 'stubs never reach production', { path: '^(apps|libs)/', pathNot: TESTS }, { path: '/src/testing/' }),
    never('production-packages-only', 'the image of the service installs no devDependencies', { path: '^(libs|apps/(api|scheduler))/', pathNot: TESTS },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    never('declared-packages-only', 'a package that happens to be there may be gone tomorrow', { path: '^(libs|apps|test)/' }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
    never('found', 'an import that cannot be resolved is one that no rule sees', {}, { couldNotResolve: true }),
    never('no-cycles', 'two files that need each other at run time are one, or three; types may name each other', {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^apps/console/(dist|node_modules)', '(^|/)dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['push-source', 'types', 'import', 'require', 'node', 'default'],
    },
  },
};
