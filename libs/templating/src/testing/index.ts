export { anyText, anyView, FORBIDDEN, LINK } from './arbitrary-view';
export { CHARTS, samplePage, sampleView, sampleViewInEnglish } from './sample-view';
export { textsOf } from './texts-of';
export { HARMLESS_WORDS, hostileWords, viewInWords } from './words-on-page';
