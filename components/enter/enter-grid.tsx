'use client';

/** KPIs down, periods across, and in each cell a field of its own, so that it can be sent without scripts. */
import { memo, useRef } from 'react';
import { StatusMark, statusName } from '@/components/charts/status-mark';
import { Link } from '@/components/ui/link';
import {
  type CellTexts,
  cellName,
  type EnterField,
  FIELD_WORDS,
  LONGEST_NOTE,
  NOTE,
} from '@/lib/domain/enter-grid';
import type { EnterKpi, EnterPeriod, EnterVerdict, EnterView } from '@/lib/domain/enter-view';
import { kpiPath } from '@/lib/paths';
import styles from './enter.module.css';
import { useSheet } from './use-sheet';

export interface EnterGridProps {
  readonly view: Pick<EnterView, 'kpis' | 'periods' | 'choices'>;
  readonly typed: CellTexts;
  readonly was: CellTexts;
  readonly faults: CellTexts;
  /** Says what a paste did. */
  readonly say: (text: string) => void;
  readonly onChanges: (cells: number) => void;
}

export const EnterGrid = memo(function EnterGrid(props: EnterGridProps) {
  const { view, was, say, onChanges } = props;
  const table = useRef<HTMLTableElement>(null);
  const sheet = useSheet({ table, was, say, onChanges });
  const { kpis, periods } = view;
  let row = -1;
  return (
    <div className={styles['scroll']}>
      <table ref={table} className={styles['grid']} aria-label="Figures to enter" {...sheet}>
        <thead>
          <tr>
            <th scope="col">KPI</th>
            {periods.map(({ key, short, inProgress }) => (
              <th key={key} scope="col">
                {short}
                {inProgress ? <small> in progress</small> : null}
              </th>
            ))}
          </tr>
        </thead>
        {kpis.map((kpi) => (
          <tbody key={kpi.slug}>
            <KpiRow kpi={kpi} periods={periods} />
            {kpi.fields.map((field) => {
              row += 1;
              return (
                <FieldRow
                  key={field}
                  kpi={kpi}
                  field={field}
                  row={row}
                  periods={periods}
                  {...props}
                />
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
});

/** What the figures come to, above the cells that they are made of. */
function KpiRow({
  kpi,
  periods,
}: {
  readonly kpi: EnterKpi;
  readonly periods: readonly EnterPeriod[];
}) {
  return (
    <tr className={styles['kpi']}>
      <th scope="row">
        <Link href={kpiPath(kpi.slug)}>{kpi.name}</Link>
        <small>
          {kpi.unit === '' ? '' : `${kpi.unit} · `}
          {kpi.answers} answers
        </small>
      </th>
      {periods.map(({ key }, index) => (
        <td key={key}>
          <Verdict verdict={kpi.verdicts[index]} />
        </td>
      ))}
    </tr>
  );
}

function Verdict({ verdict }: { readonly verdict: EnterVerdict | undefined }) {
  if (verdict === undefined) return null;
  const { status, value, target, by } = verdict;
  return (
    <>
      <span className={styles['verdict']}>
        <StatusMark status={status} title={null} size={12} />
        {value === null ? statusName(status) : <strong>{value}</strong>}
        {value === null ? null : <span className={styles['spoken']}>{statusName(status)}</span>}
      </span>
      {target === null ? null : <small>target {target}</small>}
      {value !== null && by === null ? <small>from its parts</small> : null}
      {by === null ? null : <small className={styles['by']}>by {by}</small>}
    </>
  );
}

function FieldRow({
  kpi,
  field,
  row,
  periods,
  typed,
  was,
  faults,
}: EnterGridProps & {
  readonly kpi: EnterKpi;
  readonly field: EnterField;
  readonly row: number;
  readonly periods: readonly EnterPeriod[];
}) {
  return (
    <tr data-note={field === NOTE ? '' : undefined}>
      <th scope="row">{FIELD_WORDS[field]}</th>
      {periods.map((period, column) => {
        const name = cellName({ kpi: kpi.slug, period: period.key }, field);
        const fault = faults[name];
        const text = typed[name] ?? '';
        return (
          <td key={period.key} data-changed={text.trim() === (was[name] ?? '') ? undefined : ''}>
            <input
              type="text"
              name={name}
              data-at={`${row},${column}`}
              defaultValue={text}
              aria-label={`${kpi.name}, ${FIELD_WORDS[field]}, ${period.name}`}
              autoComplete="off"
              spellCheck={field === NOTE}
              inputMode={field === NOTE ? 'text' : 'decimal'}
              maxLength={field === NOTE ? LONGEST_NOTE : undefined}
              {...(fault === undefined
                ? {}
                : { 'aria-invalid': true, 'aria-describedby': `${name}-fault` })}
            />
            {fault === undefined ? null : (
              <small id={`${name}-fault`} className={styles['fault']}>
                {fault}
              </small>
            )}
          </td>
        );
      })}
    </tr>
  );
}
