/** All stages of the journey, in its order, with their status: the present one inverted. */

import { StatusMark, statusName } from '@/components/charts/status-mark';
import { Link } from '@/components/ui/link';
import type { StageMark } from '@/lib/domain/stage-view';
import { stagePath, type View } from '@/lib/paths';
import styles from './strip.module.css';

export interface StageStripProps {
  readonly stages: readonly StageMark[];
  /** Slug; null on the page of all stages. */
  readonly current: string | null;
  readonly view: View;
}

export function StageStrip({ stages, current, view }: StageStripProps) {
  return (
    <nav className={styles['strip']} aria-label="Stages of the journey">
      <ol>
        {stages.map(({ slug, name, status }) => (
          <li key={slug}>
            <Link
              href={stagePath(slug, view)}
              aria-current={slug === current ? 'page' : undefined}
              data-stage={slug}
            >
              <StatusMark status={status} title={null} size={13} />
              <span>
                {name}
                <span className="visually-hidden">, {statusName(status)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
