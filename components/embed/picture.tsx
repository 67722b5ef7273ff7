/** An embed as one drawing that is whole in itself: for images, mails and pages that strip markup. */
import type { ReactNode } from 'react';
import { StatusMark } from '@/components/charts/status-mark';
import { paint, type Tone, TYPEFACE } from '@/lib/chart/palette';
import { TEXT } from '@/lib/chart/renditions';
import { wrapText } from '@/lib/chart/wrap';
import type { EmbedSize } from '@/lib/domain/embed';
import { type Face, INNER, MARGIN, type Moment } from './face';
import { footOf, spokenName } from './words';

interface Block {
  readonly height: number;
  readonly draw: (y: number) => ReactNode;
}

interface Written {
  readonly size?: number;
  readonly bold?: boolean;
  readonly tone?: Tone;
  /** At most so many lines. */
  readonly most?: number;
  readonly after?: number;
  /** Beside a mark that stands at its left. */
  readonly indent?: number;
}

/** Lines of text below each other; each is measured, as SVG breaks none. */
function paragraph(text: string, width: number, written: Written): Block {
  const { size = TEXT, bold = false, tone = 'ink', most = 6, after = 6, indent = 0 } = written;
  const lines = wrapText(text, width - indent, { size, bold }, most);
  const step = Math.round(size * 1.35);
  return {
    height: lines.length === 0 ? 0 : lines.length * step + after,
    draw: (y) =>
      lines.map((line, index) => (
        <text
          key={line}
          x={MARGIN + indent}
          y={y + index * step + size}
          fontSize={size}
          fill={paint(tone)}
          {...(bold ? { fontWeight: 700 } : {})}
        >
          {line}
        </text>
      )),
  };
}

function headline(face: Face, width: number): Block {
  const { status, figure } = face;
  if (figure === null) return { height: 0, draw: () => null };
  const mark = status === null ? 0 : 26;
  const text = paragraph(figure, width, { size: 24, bold: true, most: 1, indent: mark, after: 4 });
  return {
    height: text.height,
    draw: (y) => (
      <>
        {status === null ? null : (
          <g transform={`translate(${MARGIN} ${y + 7})`}>
            <StatusMark status={status} size={18} title={null} />
          </g>
        )}
        {text.draw(y)}
      </>
    ),
  };
}

function drawing(face: Face, size: EmbedSize): Block {
  const body = face.draw(size);
  if (body === null) return { height: 0, draw: () => null };
  return {
    height: body.height + 12,
    draw: (y) => (
      <svg
        x={MARGIN}
        y={y + 4}
        width={body.width}
        height={body.height}
        viewBox={`0 0 ${body.width} ${body.height}`}
        fill="none"
        aria-hidden="true"
      >
        {body.node}
      </svg>
    ),
  };
}

export interface PictureProps {
  readonly face: Face;
  readonly size: EmbedSize;
  readonly accent: string | null;
  readonly moment: Moment;
  /** Colours by what the viewer prefers, as a style sheet; empty where they are written in already. */
  readonly style: string;
}

export function Picture({ face, size, accent, moment, style }: PictureProps) {
  const width = INNER[size];
  const small = size === 'small';
  const blocks = [
    paragraph(face.title, width, { size: small ? 13 : 15, bold: true, most: 2, after: 1 }),
    paragraph(face.of, width, { tone: 'muted', most: 2, after: 8 }),
    headline(face, width),
    paragraph(face.aside ?? '', width, { tone: 'muted', most: 3 }),
    paragraph(face.finding, width, { size: small ? 12 : 13, most: small ? 5 : 4, after: 8 }),
    drawing(face, size),
    paragraph(footOf(face, moment).join(' · '), width, { tone: 'muted', most: 3, after: 0 }),
  ];
  return <Sheet {...{ width, accent, style, blocks }} name={spokenName(face, moment)} />;
}

/** The picture of what cannot be shown, in words. */
export function WordPicture({
  title,
  text,
  style,
}: {
  readonly title: string;
  readonly text: string;
  readonly style: string;
}) {
  const width = INNER.narrow;
  const blocks = [
    paragraph(title, width, { size: 15, bold: true, after: 4 }),
    paragraph(text, width, { tone: 'muted', after: 0 }),
  ];
  return <Sheet {...{ width, style, blocks }} accent={null} name={`${title} ${text}`} />;
}

function Sheet({
  width: inner,
  accent,
  style,
  blocks,
  name,
}: {
  readonly width: number;
  readonly accent: string | null;
  readonly style: string;
  readonly blocks: readonly Block[];
  readonly name: string;
}) {
  const width = inner + 2 * MARGIN;
  const height = Math.ceil(blocks.reduce((sum, block) => sum + block.height, 2 * MARGIN - 2));
  let y = MARGIN - 2;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      fill="none"
      fontFamily={TYPEFACE}
      fontSize={TEXT}
      role="img"
      aria-label={name}
    >
      {style === '' ? null : <style>{style}</style>}
      <rect width={width} height={height} fill={paint('card')} />
      {accent === null ? null : <rect width={width} height={4} fill={accent} />}
      {blocks.map((block, index) => {
        const at = y;
        y += block.height;
        // A fixed list in a fixed order.
        return <g key={String(index)}>{block.draw(at)}</g>;
      })}
    </svg>
  );
}
