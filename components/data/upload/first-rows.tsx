/** The first rows of a file as they would be understood. */
import { Card } from '@/components/ui/card';
import { ROLE_WORDS } from '@/lib/domain/column-role';
import type { Choice, Reading, UnderstoodFigure, UploadView } from '@/lib/domain/upload-view';
import { formatNumber } from '@/lib/format';
import { periodName } from '@/lib/format-period';
import data from '../data.module.css';
import styles from './upload.module.css';

type Shown = Pick<UploadView, 'organisation' | 'kpis' | 'segments' | 'places'>;

const nameOf = (choices: readonly Choice[], slug: string): string =>
  choices.find((choice) => choice.slug === slug)?.name ?? slug;

const LEFT_OUT = {
  blank: 'Left out: it says nothing.',
  unknown_kpi: 'Left out: its KPI is not known here.',
} as const;

export function FirstRows({ reading, ...shown }: Shown & { readonly reading: Reading }) {
  const { rows } = reading;
  if (rows.length === 0) return null;
  const refused = rows.filter(({ fault }) => fault !== null).length;
  return (
    <Card
      id="first-rows"
      title={
        refused === 0
          ? `The first ${rows.length} rows, as they are understood`
          : `Of the first ${rows.length} rows, ${refused} would be refused`
      }
    >
      <section className={data['scroll']} aria-label="First rows" tabIndex={0}>
        <table className={`${data['table']} ${styles['rows']}`}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">In the file</th>
              <th scope="col">KPI</th>
              <th scope="col">Period</th>
              <th scope="col">Of whom, where</th>
              <th scope="col">Figures</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line} data-refused={row.fault === null ? undefined : ''}>
                <td className={data['number']}>{row.line}</td>
                <td>
                  <code>{row.original}</code>
                </td>
                {row.fault !== null || row.leftOut !== null ? (
                  <td colSpan={4}>
                    {row.leftOut === null ? null : LEFT_OUT[row.leftOut]}
                    {row.fault === null ? null : (
                      <>
                        <strong>
                          Refused{row.fault.field === null ? '' : `, ${row.fault.field}`}:
                        </strong>{' '}
                        {row.fault.message}
                      </>
                    )}
                  </td>
                ) : (
                  <FigureCells figures={row.figures} {...shown} />
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

/** One line for each KPI of the row. */
function FigureCells({
  figures,
  organisation,
  kpis,
  segments,
  places,
}: Shown & { readonly figures: readonly UnderstoodFigure[] }) {
  const { locale } = organisation;
  const cell = (textOf: (figure: UnderstoodFigure) => string) => (
    <td>
      {figures.map((figure) => (
        <div key={figure.kpi}>{textOf(figure)}</div>
      ))}
    </td>
  );
  const whose = ({ segment, place }: UnderstoodFigure) =>
    [
      segment === null ? null : nameOf(segments, segment),
      place === null ? null : nameOf(places, place),
    ]
      .filter((part) => part !== null)
      .join(', ') || 'everyone, everywhere';
  return (
    <>
      {cell(({ kpi }) => nameOf(kpis, kpi))}
      {cell(({ period }) => periodName(period, locale))}
      {cell(whose)}
      {cell(({ numbers, withdraw }) =>
        withdraw
          ? 'withdrawn'
          : numbers
              .map(
                ({ role, number }) =>
                  `${wordOf(role)} ${formatNumber(number, ownDecimals(number), locale)}`,
              )
              .join(', '),
      )}
    </>
  );
}

/** `Numerator (how many of them)` without what it explains. */
const wordOf = (role: UnderstoodFigure['numbers'][number]['role']): string =>
  ROLE_WORDS[role].replace(/ \(.*/, '').toLowerCase();

/** As many decimals as it has, and no more than anybody reads. */
function ownDecimals(number: number): number {
  const [, decimals = ''] = String(number).split('.');
  return Math.min(decimals.length, 6);
}
