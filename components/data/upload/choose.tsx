/** Where a file is chosen. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { dataPath } from '@/lib/paths-data';
import { SendForm } from './send-form';
import styles from './upload.module.css';

export interface ChooseProps {
  /** Why the last file was not received; null where none was sent. */
  readonly refused: string | null;
  /** Whether any KPI is defined that figures could be of. */
  readonly hasKpis: boolean;
}

export function ChooseFile({ refused, hasKpis }: ChooseProps) {
  return (
    <>
      <p>
        <Link href={dataPath()} className="alone">
          Data
        </Link>
      </p>
      <h1 className={styles['title']}>Figures from a file</h1>
      <p className={styles['lead']}>
        A table with a row for each figure, or a column for each KPI. You see how it is understood
        before anything is taken, and an import can be taken back.
      </p>
      {hasKpis ? null : (
        <p className={styles['note']}>
          No KPI is defined yet, so no row would be known. <a href="/start">First steps</a> leads
          there; the file can wait here for a week.
        </p>
      )}
      <Card id="file" title="Choose a file" note="CSV, TSV, XLSX, JSON or NDJSON, up to 256 MiB">
        <SendForm refused={refused} />
      </Card>
    </>
  );
}
