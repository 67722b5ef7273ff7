/** How the charts of a page are read, said once where they begin. */
import { dots, rings } from '@/lib/chart/marks';
import { paint } from '@/lib/chart/palette';
import styles from './chart-key.module.css';

const MIDDLE = [{ x: 7, y: 7 }];

/** Band, target, signal and figures that are not whole yet: the marks beside their words. */
export function ChartKey({ children }: { readonly children?: React.ReactNode }) {
  return (
    <p className={styles['key']}>
      <span>
        <Mark>
          <path d="M0 2h14v10h-14z" fill={paint('band')} />
          <path d="M0 7h14" stroke={paint('mark')} strokeOpacity={0.6} />
        </Mark>
        usual range and its level
      </span>
      <span>
        <Mark>
          <path d="M0 7h14" stroke={paint('good')} strokeWidth={1.5} strokeDasharray="4 2" />
        </Mark>
        target
      </span>
      <span>
        <Mark>
          <g stroke={paint('bad')}>
            <path d={rings(MIDDLE, 4.5)} />
            <path d={dots(MIDDLE)} strokeWidth={4.5} strokeLinecap="round" />
          </g>
        </Mark>
        in a ring: a signal, by distance or by a run; green where it is for the better
      </span>
      <span>
        <Mark>
          <circle cx={7} cy={7} r={3} stroke={paint('ink')} strokeWidth={1.5} />
        </Mark>
        hollow: not all of its figures are in
      </span>
      {children}
    </p>
  );
}

function Mark({ children }: { readonly children: React.ReactNode }) {
  return (
    <svg viewBox="0 0 14 14" width={14} height={14} fill="none" aria-hidden="true">
      {children}
    </svg>
  );
}
