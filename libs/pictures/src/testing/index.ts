export { EIGHT_PAGES, inEnglish } from './eight-pages';
