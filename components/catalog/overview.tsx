/** The catalogue: everything that is agreed, with counts. */

import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { CatalogOverview } from '@/lib/domain/catalog-view';
import { kindNoun } from '@/lib/domain/catalog-words';
import { capitalised, counted } from '@/lib/domain/wording';
import { catalogListPath, demoPath, entryPath, newEntryPath, startPath } from '@/lib/paths';
import { auditPath } from '@/lib/paths-data';
import { embedsPath } from '@/lib/paths-embed';
import styles from './catalog.module.css';
import { CatalogHead } from './frame';

export function OverviewPage({
  shown,
  notice,
}: {
  readonly shown: CatalogOverview;
  readonly notice: string | undefined;
}) {
  const { organisation, kinds, journeys, demo } = shown;
  return (
    <>
      <CatalogHead
        crumbs={[]}
        title="Catalogue"
        lead="What is agreed: journeys and teams, what is measured, who answers, and which targets hold. Changes are dated and kept; looking back shows what was agreed then."
        notice={notice}
      />
      <div className={styles['cards']}>
        <Card id="journeys" title="Journeys">
          {journeys.length === 0 ? <p className={styles['none']}>None is defined yet.</p> : null}
          <ul className={styles['list']}>
            {journeys.map(({ slug, name, stages, moments }) => (
              <li key={slug}>
                <Link href={entryPath('journey', slug)}>{name}</Link>
                <small>
                  {counted(stages, 'stage', 'stages')} ·{' '}
                  {counted(moments, 'moment of truth', 'moments of truth')}
                </small>
              </li>
            ))}
          </ul>
          <p className={styles['more']}>
            <Link href={newEntryPath('journey')}>New journey</Link>
            <Link href={catalogListPath('journey')}>All journeys</Link>
          </p>
        </Card>
        <Card id="lists" title="Everything else">
          <ul className={styles['list']}>
            {kinds
              .filter(({ kind }) => !['journey', 'stage', 'moment'].includes(kind))
              .map(({ kind, live, retired }) => (
                <li key={kind}>
                  <Link href={catalogListPath(kind)}>{capitalised(kindNoun(kind, 2))}</Link>
                  <small>
                    {live === 0 ? 'none yet' : live}
                    {retired === 0 ? '' : ` · ${retired} retired`}
                  </small>
                  <Link
                    href={newEntryPath(kind)}
                    className={styles['aside']}
                    aria-label={`New ${kindNoun(kind, 1)}`}
                  >
                    New
                  </Link>
                </li>
              ))}
          </ul>
        </Card>
        <Card id="organisation" title="Organisation">
          <p>
            <Link href={entryPath('organisation', '')}>{organisation.name}</Link>
            <br />
            <small>
              {organisation.timeZone} · {organisation.locale}
            </small>
          </p>
          <p className={styles['more']}>
            <Link href={startPath()}>First steps</Link>
            <Link href={embedsPath()} data-needs="embed.make">
              Embeds
            </Link>
            <Link href={demoPath()} data-needs="demo.change">
              {demo ? 'Remove the demo' : 'Load the demo'}
            </Link>
            <Link data-needs="log.read" href={auditPath()}>
              Audit log
            </Link>
            {/* A file, not a page. */}
            <a href="/api/v1/definitions?format=yaml" download="definition.yaml">
              All of it as a file
            </a>
          </p>
        </Card>
      </div>
    </>
  );
}
