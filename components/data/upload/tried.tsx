/** What a dry run found: the five outcomes, what looks wrong, and what was refused, with its cure. */
import { Card } from '@/components/ui/card';
import type { CheckedUpload } from '@/lib/domain/upload-view';
import { formatNumber } from '@/lib/format';
import { uploadRefusedPath } from '@/lib/paths-upload';
import data from '../data.module.css';
import { OUTCOMES } from '../outcomes';
import styles from './upload.module.css';

export interface TriedProps {
  readonly id: number;
  readonly checked: CheckedUpload;
  readonly locale: string;
}

export function Tried({ id, checked, locale }: TriedProps) {
  const count = (rows: number) => formatNumber(rows, 0, locale);
  const rows = OUTCOMES.reduce((sum, { of }) => sum + checked[of], 0);
  return (
    <Card
      id="tried"
      title={`Dry run: what would become of ${count(rows)} ${rows === 1 ? 'row' : 'rows'}`}
      note="nothing was changed"
    >
      <dl className={styles['outcomes']}>
        {OUTCOMES.map(({ name, of, means }) => (
          <div key={of} data-of={of} data-none={checked[of] === 0 ? '' : undefined}>
            <dt>{name}</dt>
            <dd>
              <strong>{count(checked[of])}</strong>
              <small>{means}</small>
            </dd>
          </div>
        ))}
      </dl>
      {checked.warnings.length === 0 ? null : (
        <section className={styles['warnings']} aria-labelledby="warnings-title">
          <h3 id="warnings-title">Worth a look; none of it is in the way</h3>
          <ul>
            {checked.warnings.map(({ kind, kpi, message }) => (
              <li key={`${kind} ${kpi}`}>{message}</li>
            ))}
          </ul>
        </section>
      )}
      {checked.rejected === 0 ? null : (
        <section aria-labelledby="refused-title">
          <h3 id="refused-title" className={styles['heading']}>
            Refused rows: {count(checked.rejected)}
          </h3>
          <p>
            <a href={uploadRefusedPath(id)} download className="alone">
              Download them as they came
            </a>
            {checked.rejected > checked.refused.length
              ? `; the first ${checked.refused.length} are below.`
              : null}
          </p>
          <ol className={data['refused']}>
            {checked.refused.map(({ line, message, original }) => (
              <li key={`${line} ${message}`}>
                {message}
                <pre>{original}</pre>
              </li>
            ))}
          </ol>
        </section>
      )}
    </Card>
  );
}
