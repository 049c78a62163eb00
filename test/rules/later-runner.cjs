const { default: TestRunner } = require('jest-runner');

/** Jest's own runner. Jest runs the files of one runner before those of the next: a name of its own makes a project wait for all others. */
module.exports = class LaterRunner extends TestRunner {};
