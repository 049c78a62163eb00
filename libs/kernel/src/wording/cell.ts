/** Characters that a cell of a workbook holds, at most. */
const SHEET_CELL_MAX = 32_767;

const LOOKS_LIKE_FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

/** Whether a spreadsheet could take the text for a formula: it begins as one, perhaps behind blanks. */
export const looksLikeFormula = (text: string): boolean => LOOKS_LIKE_FORMULA.test(text);

/** Text as a cell of a CSV: what a spreadsheet would take for a formula begins with an apostrophe. */
export function csvText(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}

/** Text as a cell of a workbook holds it: without characters that XML does not know, and at most 32,767 of them. */
export function sheetText(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\p{Cs}\uFFFE\uFFFF]/gu, '').slice(0, SHEET_CELL_MAX).replace(/[\uD800-\uDBFF]$/, '');
}
