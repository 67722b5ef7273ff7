/** One embed: what it shows, who looks, and what can be done to it. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { Organisation } from '@/lib/domain/catalog';
import { formatNumber } from '@/lib/format';
import { formatInstant } from '@/lib/format-period';
import { embedPreviewPath, embedsPath } from '@/lib/paths-embed';
import styles from './embed.module.css';
import { aboutText, type ListedEmbed } from './embed-list';
import { ReplaceForm, type ReviseAction, ReviseForm, RevokeForm } from './keep-forms';
import type { MakeState } from './make-form';

type Act = (before: MakeState, form: FormData) => Promise<MakeState>;

export interface EmbedPageProps {
  readonly embed: ListedEmbed;
  readonly organisation: Organisation;
  readonly notice: string | undefined;
  readonly installation: readonly string[];
  /** What is typed is what is now. */
  readonly initial: MakeState;
  /** Of what is now. */
  readonly stamp: string;
  readonly revise: ReviseAction;
  readonly replace: Act;
  readonly revoke: () => Promise<void>;
}

export function EmbedPage(props: EmbedPageProps) {
  const { embed, organisation, notice, initial, stamp, installation } = props;
  const stands = embed.state === 'good';
  return (
    <>
      {notice === 'saved' ? (
        <p role="status" className={styles['notice']}>
          Saved. Pages show it when they next ask, within five minutes.
        </p>
      ) : null}
      <h1 className={styles['title']}>{aboutText(embed)}</h1>
      <p className={styles['lead']}>
        {factsOf(embed, organisation)} <Link href={embedsPath()}>All embeds</Link>
      </p>
      <div className={styles['beside']}>
        {embed.revokedAt !== null ? (
          <Card id="gone" title="Taken back">
            <p>
              Whoever opens it is told that it is not available, and not why. It cannot be brought
              back; make another one.
            </p>
          </Card>
        ) : (
          <div className={styles['stack']}>
            <Card id="look" title="How it looks, and who may frame it">
              <ReviseForm {...{ initial, stamp, installation }} action={props.revise} />
            </Card>
            <Card
              id="replace"
              title={embed.signing === null ? 'Another address' : 'Another key'}
              note="what opened it before opens nothing any more"
            >
              <ReplaceForm initial={initial} action={props.replace} signing={embed.signing} />
            </Card>
            <Card id="revoke" title="Take it back" note="within a second, and for good">
              <RevokeForm action={props.revoke} />
            </Card>
          </div>
        )}
        {stands ? (
          <Card id="preview" title="What it shows">
            <iframe
              className={styles['preview']}
              src={embedPreviewPath(previewOf(embed))}
              title="Preview"
            />
          </Card>
        ) : null}
      </div>
    </>
  );
}

function factsOf(embed: ListedEmbed, { locale, timeZone }: Organisation): string {
  const instant = (text: string) => formatInstant(text, timeZone, locale);
  return [
    `Made by ${embed.createdBy}, ${instant(embed.createdAt)}`,
    embed.seenAt === null
      ? 'never seen'
      : `seen ${formatNumber(embed.views, 0, locale)} ${embed.views === 1 ? 'time' : 'times'}, last ${instant(embed.seenAt)}`,
    embed.asOf === null ? 'live' : `pinned as of ${instant(embed.asOf)}`,
    embed.expiresAt === null ? null : `until ${instant(embed.expiresAt)}`,
    embed.signing === null
      ? null
      : `signed by its host (${embed.signing}), which chooses ${embed.signable.join(' and ') || 'nothing'}`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
    .concat('.');
}

/** The preview is that of the form: the embed's own address is known to nobody here. */
function previewOf(embed: ListedEmbed): Readonly<Record<string, string | null>> {
  const { kind, kpi, stage, team, journey, segment, place, grain, asOf } = embed;
  const { theme, accent, title, size, span } = embed;
  return {
    ...{ kind, kpi, stage, team, journey, segment, place, grain, asOf, theme, accent, title, size },
    span: span === null ? null : String(span),
  };
}
