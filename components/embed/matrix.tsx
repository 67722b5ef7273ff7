/** Teams by stages, as a drawing: who reports green where customers see red. */
import { type MarkedStatus, StatusMark } from '@/components/charts/status-mark';
import { Label } from '@/components/charts/svg';
import { shareOrDash } from '@/components/contrast/matrix-row';
import { paint } from '@/lib/chart/palette';
import { place } from '@/lib/chart/placed';
import { textWidth } from '@/lib/chart/text';
import { wrapText } from '@/lib/chart/wrap';
import type { ContrastView } from '@/lib/domain/contrast-view';
import type { EmbedSize } from '@/lib/domain/embed';
import { formatShareGap } from '@/lib/format-compare';
import { type Body, INNER } from './face';
import { keyOf } from './matrix-key';

const ROW = 24;
const MARK = 14;
const FACE = { size: 12 };
const CUSTOMERS = 'What customers get';

interface Columns {
  readonly names: number;
  readonly share: number;
  readonly stage: number;
  readonly gap: number;
}

interface Drawn {
  readonly shown: ContrastView;
  readonly columns: Columns;
  readonly head: number;
  readonly width: number;
}

export function matrixBody(shown: ContrastView, size: EmbedSize): Body | null {
  if (size === 'small') return null;
  const width = INNER[size];
  const columns = columnsOf(shown, width, size);
  const upright = isUpright(shown, columns.stage);
  const head = upright ? 34 : headRoom(shown);
  const teams = shown.contrast.teams.toSorted(
    (a, b) => (b.gapPoints ?? Number.NEGATIVE_INFINITY) - (a.gapPoints ?? Number.NEGATIVE_INFINITY),
  );
  const drawn = { shown, columns, head, width };
  const foot = head + teams.length * ROW;
  const key = keyOf(shown, width);
  return {
    width,
    height: foot + ROW + 12 + key.height,
    node: (
      <>
        <Head drawn={drawn} upright={upright} />
        {teams.map((team, index) => (
          <Row key={team.slug} drawn={drawn} team={team} y={head + index * ROW} />
        ))}
        <Customers drawn={drawn} y={foot + 4} />
        <g transform={`translate(0 ${foot + ROW + 12})`}>{key.node}</g>
      </>
    ),
  };
}

function columnsOf(shown: ContrastView, width: number, size: EmbedSize): Columns {
  const roomy = size !== 'narrow';
  const [share, gap] = roomy ? [64, 56] : [0, 0];
  const longest = Math.max(
    textWidth(CUSTOMERS, { ...FACE, bold: true }),
    ...shown.contrast.teams.map(({ name }) => textWidth(name, FACE)),
  );
  const names = Math.min(longest + 8, roomy ? width * 0.34 : 136);
  const stage = (width - names - share - gap) / Math.max(1, shown.stages.length);
  return { names, share, gap, stage: Math.min(stage, 90) };
}

/** Whether each stage's name stands over its column in two lines. */
function isUpright({ stages }: ContrastView, room: number): boolean {
  return stages.every(({ name }) => {
    const lines = wrapText(name, room - 4, FACE, 3);
    return lines.length <= 2 && !lines.some((line) => line.endsWith('…'));
  });
}

/** Names that do not fit stand on their ends. */
const headRoom = ({ stages }: ContrastView) =>
  Math.min(110, Math.max(30, ...stages.map(({ name }) => textWidth(name, FACE)))) + 10;

const middleOf = ({ columns }: Drawn, index: number) =>
  columns.names + columns.share + (index + 0.5) * columns.stage;

function Head({ drawn, upright }: { readonly drawn: Drawn; readonly upright: boolean }) {
  const { shown, columns, head, width } = drawn;
  return (
    <>
      {columns.share === 0 ? null : (
        <>
          <Label text={place('own, %', columns.names + columns.share / 2, head - 12, 'middle')} />
          <Label text={place('gap', width, head - 12, 'end')} />
        </>
      )}
      {shown.stages.map(({ slug, name }, index) => {
        const x = middleOf(drawn, index);
        if (!upright) {
          const text = place(name, 0, 0, 'start', { room: head - 10 });
          return (
            <g key={slug} transform={`translate(${x.toFixed(1)} ${head - 6}) rotate(-90)`}>
              <Label text={text} tone="ink" />
            </g>
          );
        }
        const lines = wrapText(name, columns.stage - 4, FACE, 2);
        return lines.map((line, at) => (
          <Label
            key={`${slug} ${line}`}
            text={place(line, x, head - 12 - 14 * (lines.length - 1 - at), 'middle')}
            tone="ink"
          />
        ));
      })}
      <path d={`M0 ${head - 1}H${width}`} stroke={paint('line')} />
    </>
  );
}

function Row({
  drawn,
  team,
  y,
}: {
  readonly drawn: Drawn;
  readonly team: ContrastView['contrast']['teams'][number];
  readonly y: number;
}) {
  const { shown, columns, width } = drawn;
  const { locale, thresholds } = shown.organisation;
  const limits = [thresholds.onTarget, thresholds.atRisk];
  const written =
    team.gapPoints === null || team.silo.share === null || team.sharedScore === null
      ? null
      : formatShareGap(team.silo.share, team.sharedScore, locale, limits);
  const middle = y + ROW / 2;
  return (
    <>
      <Label text={place(team.name, 0, middle, 'start', { room: columns.names - 6 })} tone="ink" />
      {columns.share === 0 ? null : (
        <>
          <Share
            drawn={drawn}
            status={team.silo.status}
            text={written?.a ?? shareOrDash(team.silo.share, locale, limits)}
            middle={middle}
          />
          <Label
            text={place(written?.difference ?? '–', width, middle, 'end', { bold: true })}
            tone={written !== null && written.sign > 0 ? 'bad' : 'muted'}
          />
        </>
      )}
      {shown.stages.map(({ slug }, index) => {
        const cell = shown.contrast.cells.find(
          (each) => each.team === team.slug && each.stage === slug,
        );
        if (cell === undefined) return null;
        const { status, basis, watermelon } = cell;
        return (
          <g key={slug} transform={at(middleOf(drawn, index), middle)}>
            <StatusMark {...{ status, basis, watermelon, size: MARK }} title={null} />
          </g>
        );
      })}
      <path d={`M0 ${y + ROW}H${width}`} stroke={paint('line')} />
    </>
  );
}

function Customers({ drawn, y }: { readonly drawn: Drawn; readonly y: number }) {
  const { shown, columns } = drawn;
  const { locale, thresholds } = shown.organisation;
  const { stageShare, siloShare } = shown.contrast;
  const middle = y + ROW / 2;
  const written =
    stageShare === null || siloShare === null
      ? null
      : formatShareGap(siloShare, stageShare, locale, [thresholds.onTarget, thresholds.atRisk]);
  return (
    <>
      <Label
        text={place(CUSTOMERS, 0, middle, 'start', {
          bold: true,
          room: columns.names - 6,
        })}
        tone="ink"
      />
      {columns.share === 0 || written === null ? null : (
        <Label
          text={place(written.b, columns.names + columns.share / 2 + 9, middle, 'middle', {
            bold: true,
          })}
          tone="ink"
        />
      )}
      {shown.stages.map(({ slug, status }, index) => (
        <g key={slug} transform={at(middleOf(drawn, index), middle)}>
          <StatusMark status={status} size={MARK} title={null} />
        </g>
      ))}
    </>
  );
}

function Share({
  drawn: { columns },
  status,
  text,
  middle,
}: {
  readonly drawn: Drawn;
  readonly status: MarkedStatus;
  readonly text: string;
  readonly middle: number;
}) {
  const x = columns.names + columns.share / 2;
  return (
    <>
      <g transform={at(x - 20, middle)}>
        <StatusMark status={status} size={12} title={null} />
      </g>
      <Label text={place(text, x + 9, middle, 'middle')} tone="ink" />
    </>
  );
}

/** Marks are drawn from their corner. */
const at = (x: number, y: number) =>
  `translate(${(x - MARK / 2).toFixed(1)} ${(y - MARK / 2).toFixed(1)})`;
