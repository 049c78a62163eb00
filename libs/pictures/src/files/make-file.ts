import type { DrawnRequest, MadeFile } from '../domain/file-request';
import { csvOf } from './csv';
import { pdfOf } from './pdf';
import { pictureOf } from './picture';
import { xlsxOf } from './xlsx';

/** @throws ChartNotOnPageError */
export async function makeFile(request: DrawnRequest): Promise<Pick<MadeFile, 'bytes' | 'contentType'>> {
  switch (request.kind) {
    case 'page_picture':
    case 'chart_picture':
      return pictureOf(request);
    case 'pdf':
      return pdfOf(request);
    case 'xlsx':
      return xlsxOf(request);
    case 'csv':
      return csvOf(request);
  }
}
