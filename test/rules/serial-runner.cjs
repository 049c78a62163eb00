const { default: TestRunner } = require('jest-runner');

/** Jest's own runner, told to run its files one after the other. */
module.exports = class SerialRunner extends TestRunner {
  isSerial = true;
};
