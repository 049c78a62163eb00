export { EIGHT_PAGES } from './eight-pages';
