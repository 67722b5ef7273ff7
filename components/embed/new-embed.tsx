/** Making an embed: what it shows beside what comes of it, then who may see it. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { TypedEmbed } from '@/lib/domain/embed-request';
import { embedPreviewPath, embedsPath } from '@/lib/paths-embed';
import { Choose, type ChooseProps } from './choose';
import styles from './embed.module.css';
import { MakeForm, type MakeFormProps } from './make-form';

export interface NewEmbedProps extends ChooseProps, Pick<MakeFormProps, 'action' | 'installation'> {
  /** What was chosen can be shown. */
  readonly showable: boolean;
  /** The finding, for those who do not see the preview. */
  readonly chosen: Readonly<Record<string, string>>;
}

export function NewEmbed({ typed, faults, choices, showable, chosen, ...make }: NewEmbedProps) {
  return (
    <>
      <h1 className={styles['title']}>A chart for a page elsewhere</h1>
      <p className={styles['lead']}>
        It shows the same as here, always current, without a script and without a sign-in: whoever
        has its address sees it, and nothing else. <Link href={embedsPath()}>All embeds</Link>
      </p>
      <div className={styles['beside']}>
        <Card id="choices" title="Choose">
          <Choose typed={typed} faults={faults} choices={choices} />
        </Card>
        <div className={styles['stack']}>
          <Card
            id="preview"
            title="What comes of it"
            note="as a page in a frame; pictures look alike"
          >
            <Preview typed={typed} faults={faults} showable={showable} />
          </Card>
          {showable ? (
            <Card id="make" title="Who may see it">
              <MakeForm
                {...make}
                chosen={chosen}
                initial={{ typed: NOTHING_TYPED, faults: {}, problem: null, made: null }}
              />
            </Card>
          ) : null}
        </div>
      </div>
    </>
  );
}

const NOTHING_TYPED: TypedEmbed = {
  origins: '',
  expires: '',
  signing: '',
  signable: '',
  publicKey: '',
};

function Preview({
  typed,
  faults,
  showable,
}: Pick<NewEmbedProps, 'typed' | 'faults' | 'showable'>) {
  if (showable) {
    return (
      <iframe className={styles['preview']} src={embedPreviewPath({ ...typed })} title="Preview" />
    );
  }
  const said = Object.values(faults);
  return <p>{said.length === 0 ? 'You may not show this to others.' : said.join(' ')}</p>;
}
