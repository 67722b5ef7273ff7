/** What marking a change means, above the form that does it. */

import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { Kpi } from '@/lib/domain/catalog';
import { grainNoun } from '@/lib/domain/wording';
import { kpiPath } from '@/lib/paths';
import styles from './change.module.css';
import page from './kpi.module.css';

export function ChangePage({
  kpi,
  children,
}: {
  readonly kpi: Pick<Kpi, 'slug' | 'name' | 'grain'>;
  readonly children: ReactNode;
}) {
  const period = grainNoun(kpi.grain, 'singular');
  return (
    <>
      <h1 className={page['name']}>Mark a change on “{kpi.name}”</h1>
      <p className={styles['lead']}>
        It appears on the chart at the {period} of its day, with what changed and why. Nothing is
        deleted by it, and it can be withdrawn.{' '}
        <Link href={kpiPath(kpi.slug)}>Back to the KPI</Link>
      </p>
      <Card id="change" title="The change">
        {children}
      </Card>
    </>
  );
}
