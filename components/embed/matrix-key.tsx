/** What the marks of the matrix mean: those that are in it, and no others. */
import { StatusMark, type StatusMarkProps, statusName } from '@/components/charts/status-mark';
import { Label } from '@/components/charts/svg';
import { place } from '@/lib/chart/placed';
import { textWidth } from '@/lib/chart/text';
import type { ContrastView } from '@/lib/domain/contrast-view';
import type { Body } from './face';

const LINE = 20;
const MARK = 13;

interface Item {
  readonly mark: StatusMarkProps;
  readonly text: string;
}

export function keyOf({ contrast, stages }: ContrastView, width: number): Omit<Body, 'width'> {
  const { cells } = contrast;
  const marks = [...cells, ...stages.map(({ status }) => ({ status, watermelon: false }))];
  const items: Item[] = (['on_target', 'at_risk', 'off_target', 'no_data', 'withheld'] as const)
    .filter((status) => marks.some((mark) => mark.status === status && !mark.watermelon))
    .map((status) => ({ mark: { status }, text: statusName(status) }));
  if (cells.some(({ watermelon }) => watermelon)) {
    items.push({
      mark: { status: 'on_target', watermelon: true },
      text: statusName('on_target', 'own', true),
    });
  }
  if (cells.some(({ basis, status }) => basis === 'overall' && status !== 'withheld')) {
    items.push({
      mark: { status: 'on_target', basis: 'overall' },
      text: 'outlined: by its whole scorecard',
    });
  }
  const placed = laidOut(items, width);
  return {
    height: (placed.at(-1)?.y ?? 0) + LINE,
    node: placed.map(({ item, x, y }) => (
      <g key={item.text}>
        <g transform={`translate(${x} ${y + 3})`}>
          <StatusMark {...item.mark} size={MARK} title={null} />
        </g>
        <Label text={place(item.text, x + MARK + 5, y + 3 + MARK / 2, 'start')} />
      </g>
    )),
  };
}

/** One after the other, on a new line where there is no room. */
function laidOut(items: readonly Item[], width: number) {
  let [x, y] = [0, 0];
  return items.map((item) => {
    const taken = Math.ceil(textWidth(item.text, { size: 12 })) + MARK + 5;
    if (x > 0 && x + taken > width) [x, y] = [0, y + LINE];
    const at = { item, x, y };
    x += taken + 14;
    return at;
  });
}
