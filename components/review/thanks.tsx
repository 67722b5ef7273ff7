/** What a team or a stage was thanked for. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { dateInZone } from '@/lib/domain/calendar-zone';
import type { ShownOrganisation } from '@/lib/domain/contrast-view';
import type { Thanks } from '@/lib/domain/review-record';
import { formatDate } from '@/lib/format-period';
import { kpiPath } from '@/lib/paths';
import lists from './lists.module.css';

const MOST = 5;

export function ThanksCard({
  thanks,
  organisation,
  href,
}: {
  readonly thanks: readonly Thanks[];
  readonly organisation: ShownOrganisation;
  /** Where one thanks; null where nobody is asked to. */
  readonly href: string | null;
}) {
  return (
    <Card
      id="thanks"
      title={thanks.length === 0 ? 'No thanks yet' : 'Thanks'}
      note={href === null ? 'in the last year' : <Link href={href}>thank them</Link>}
    >
      {thanks.length === 0 ? null : (
        <ul className={lists['plain']}>
          {thanks.slice(0, MOST).map(({ id, person, text, kpi, evidence, at }) => (
            <li key={id}>
              {person === null ? null : <strong>{person}: </strong>}
              {text}
              {kpi === null ? null : (
                <>
                  {' · '}
                  <Link href={kpiPath(kpi)}>{evidence ?? kpi}</Link>
                </>
              )}
              {` · ${formatDate(dateInZone(at, organisation.timeZone), organisation.locale)}`}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
