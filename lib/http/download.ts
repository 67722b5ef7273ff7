/** Tables to take away: as CSV, or as a workbook. What goes wrong is said as the API says it. */
import writeXlsxFile from 'write-excel-file/node';

import { csvText, type TableRows } from '../format-csv';
import type { Context } from '../usecases/context';
import { requestAccess } from './access';
import { guarded } from './api';

export interface Sheet {
  readonly name: string;
  /** The first row holds the names of the columns. */
  readonly rows: TableRows;
}

export interface Download {
  /** Without its ending. */
  readonly fileName: string;
  readonly sheets: readonly [Sheet, ...Sheet[]];
}

type Work = (context: Context, parameters: URLSearchParams) => Promise<Download>;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The first sheet as CSV. */
export function downloadCsv(request: Request, work: Work): Promise<Response> {
  return download(request, work, async ({ fileName, sheets: [first] }) =>
    attachment(csvText(first.rows), 'text/csv; charset=utf-8', `${fileName}.csv`),
  );
}

/** All sheets as a workbook. Texts are cells of text, so none of them is a formula. */
export function downloadXlsx(request: Request, work: Work): Promise<Response> {
  return download(request, work, async ({ fileName, sheets }) => {
    const file = await writeXlsxFile(
      sheets.map(({ name, rows }) => ({
        sheet: name,
        stickyRowsCount: 1,
        columns: (rows[0] ?? []).map((title) => ({
          width: Math.max(12, String(title).length + 2),
        })),
        data: rows.map((row, index) =>
          row.map((cell) =>
            cell === null
              ? null
              : typeof cell === 'number'
                ? { value: cell, type: Number }
                : {
                    value: cell,
                    type: String,
                    ...(index === 0 ? { fontWeight: 'bold' as const } : {}),
                  },
          ),
        ),
      })),
    ).toBuffer();
    return attachment(new Uint8Array(file), XLSX, `${fileName}.xlsx`);
  });
}

/** A file as the use case made it. */
export function downloadFile(
  request: Request,
  work: (
    context: Context,
  ) => Promise<
    { readonly name: string; readonly type: string } & (
      | { readonly text: string }
      | { readonly bytes: Uint8Array<ArrayBuffer> }
    )
  >,
): Promise<Response> {
  return guarded(async () => {
    const { context } = await requestAccess(request, 'read');
    const made = await work(context);
    return attachment('text' in made ? made.text : made.bytes, made.type, made.name);
  });
}

function download(
  request: Request,
  work: Work,
  answer: (download: Download) => Promise<Response>,
): Promise<Response> {
  return guarded(async () =>
    answer(
      await work((await requestAccess(request, 'read')).context, new URL(request.url).searchParams),
    ),
  );
}

function attachment(body: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
