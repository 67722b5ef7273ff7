/** All embeds: what they show, who made them, who still looks. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { Organisation } from '@/lib/domain/catalog';
import type { Embed } from '@/lib/domain/embed';
import { formatNumber } from '@/lib/format';
import { formatInstant } from '@/lib/format-period';
import { embedSettingsPath, newEmbedPath } from '@/lib/paths-embed';
import styles from './embed.module.css';
import { KIND_WORDS } from './kind-words';

export type ListedEmbed = Embed & { readonly state: 'good' | 'revoked' | 'expired' };

const STATE_WORDS: Readonly<Record<ListedEmbed['state'], string>> = {
  good: '',
  revoked: 'taken back',
  expired: 'expired',
};

/** What an embed is about, as short as a name. */
export function aboutText({
  title,
  kpi,
  stage,
  team,
  journey,
  kind,
  segment,
  place,
}: Embed): string {
  const about = kpi ?? stage ?? team ?? journey;
  const parts = [title ?? KIND_WORDS[kind], title === null ? about : null, segment, place];
  return parts.filter((part) => part !== null).join(' · ');
}

export function EmbedList({
  embeds,
  organisation,
}: {
  readonly embeds: readonly ListedEmbed[];
  readonly organisation: Organisation;
}) {
  const instant = (text: string) => formatInstant(text, organisation.timeZone, organisation.locale);
  return (
    <>
      <h1 className={styles['title']}>Embeds</h1>
      <p className={styles['lead']}>
        Charts that stand in pages elsewhere. One that is taken back shows nothing within a second,
        wherever it stands.
      </p>
      <p className={styles['row']}>
        <Link href={newEmbedPath({ kind: 'kpi-chart' })}>Make an embed</Link>
      </p>
      <Card id="embeds" title={embeds.length === 1 ? '1 embed' : `${embeds.length} embeds`}>
        {embeds.length === 0 ? (
          <p>There is none yet. Every chart has a link “Embed” above it.</p>
        ) : (
          <section className={styles['scroll']} aria-label="Embeds" tabIndex={0}>
            <table className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">Embed</th>
                  <th scope="col">Made by</th>
                  <th scope="col">Views</th>
                  <th scope="col">Last seen</th>
                  <th scope="col">Until</th>
                </tr>
              </thead>
              <tbody>
                {embeds.map((embed) => (
                  <tr key={embed.prefix} data-state={embed.state === 'good' ? undefined : 'gone'}>
                    <th scope="row">
                      <Link href={embedSettingsPath(embed.prefix)} data-step="">
                        {aboutText(embed)}
                      </Link>
                      <small>
                        {[
                          STATE_WORDS[embed.state],
                          embed.signing === null ? '' : 'signed by a host',
                          embed.prefix,
                        ]
                          .filter((part) => part !== '')
                          .join(' · ')}
                      </small>
                    </th>
                    <td>
                      {embed.createdBy}
                      <small>{instant(embed.createdAt)}</small>
                    </td>
                    <td>{formatNumber(embed.views, 0, organisation.locale)}</td>
                    <td>{embed.seenAt === null ? 'never' : instant(embed.seenAt)}</td>
                    <td>{embed.expiresAt === null ? 'no end' : instant(embed.expiresAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Card>
    </>
  );
}
