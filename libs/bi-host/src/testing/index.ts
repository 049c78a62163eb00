export { InMemoryContentSource } from './in-memory-content-source';
export { InMemoryHost, type PageContent, type PageContentFor } from './in-memory-host';
export { InMemoryHostNotices } from './in-memory-host-notices';
export { inMemoryHostPorts } from './in-memory-host.module';
export { InMemoryUserDirectory } from './in-memory-user-directory';
export { RecordedAudit } from './recorded-audit';
export { DAILY_CHARTS, DAILY_FILTERS, DAILY_PAGE, sampleHost } from './sample-host';
export { asCaller, TEST_TENANT, testCaller, TestHostAccess } from './test-host-access';
