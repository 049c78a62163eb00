// Outlives the script that started it, by seconds: when that is gone, however it ended (kill -9 too), ends what it left behind.
import { carryOut } from './will.mjs';

let will = { groups: [], servers: [], folders: [] };
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => {});
process.on('message', (latest) => (will = latest));
process.on('disconnect', () => void carryOut(will).finally(() => process.exit(0)));
