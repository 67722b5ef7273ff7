/** Lines with marks, a name and a figure: scorecards as drawings. */
import { StatusMark } from '@/components/charts/status-mark';
import { Label } from '@/components/charts/svg';
import { paint } from '@/lib/chart/palette';
import { place } from '@/lib/chart/placed';
import { textWidth } from '@/lib/chart/text';
import type { EmbedSize } from '@/lib/domain/embed';
import type { ScorecardStatus } from '@/lib/domain/scorecard';
import type { Status } from '@/lib/domain/status';
import { type Body, INNER } from './face';

export interface Line {
  readonly key: string;
  readonly status: Status | ScorecardStatus;
  readonly basis?: 'own' | 'overall';
  readonly watermelon?: boolean;
  readonly name: string;
  /** At the right: a value, a share. */
  readonly figure: string;
  /** Beside the figure, where there is room. */
  readonly note: string;
}

const ROW = 24;
/** More would make a list of it; how many are left out is said. */
const MOST = 10;

export function rowsBody(lines: readonly Line[], size: EmbedSize, rest: string): Body | null {
  if (size === 'small' || lines.length === 0) return null;
  const width = Math.min(INNER[size], INNER.broad);
  const shown = lines.length > MOST ? lines.slice(0, MOST - 1) : lines;
  const left = lines.length - shown.length;
  const noted = size !== 'narrow';
  const noteRoom = noted
    ? Math.max(...shown.map(({ note }) => textWidth(note, { size: 12 }))) + 14
    : 0;
  return {
    width,
    height: (shown.length + (left > 0 ? 1 : 0)) * ROW,
    node: (
      <>
        {shown.map((line, index) => (
          <Row key={line.key} line={line} y={index * ROW} width={width} noteRoom={noteRoom} />
        ))}
        {left === 0 ? null : (
          <Label text={place(`and ${left} more ${rest}`, 0, (shown.length + 0.5) * ROW, 'start')} />
        )}
      </>
    ),
  };
}

function Row({
  line,
  y,
  width,
  noteRoom,
}: {
  readonly line: Line;
  readonly y: number;
  readonly width: number;
  readonly noteRoom: number;
}) {
  const middle = y + ROW / 2;
  const figureAt = width - noteRoom;
  const room = figureAt - textWidth(line.figure, { size: 12, bold: true }) - 34;
  const { status, basis = 'own', watermelon = false } = line;
  return (
    <>
      <g transform={`translate(0 ${y + 5})`}>
        <StatusMark {...{ status, basis, watermelon, size: 14 }} title={null} />
      </g>
      <Label text={place(line.name, 22, middle, 'start', { room })} tone="ink" />
      <Label text={place(line.figure, figureAt, middle, 'end', { bold: true })} tone="ink" />
      {noteRoom === 0 ? null : <Label text={place(line.note, width, middle, 'end')} />}
      <path d={`M0 ${y + ROW}H${width}`} stroke={paint('line')} />
    </>
  );
}
