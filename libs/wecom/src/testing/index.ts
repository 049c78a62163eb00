export { StubWecomTransport, type StubbedCall } from './stub-wecom.transport';
