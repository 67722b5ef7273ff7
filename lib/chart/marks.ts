/** Shapes that mean something, so that nothing rests on colour alone. */
import { tidy, type XY } from './lines';

/** A square on its corner: bad. */
export function diamond(x: number, y: number, radius: number): string {
  return `M${tidy(x)} ${tidy(y - radius)}l${radius} ${radius} ${-radius} ${radius} ${-radius} ${-radius}z`;
}

/** A triangle pointing up: at risk. `radius` is half of its base. */
export function triangle(x: number, y: number, radius: number): string {
  const height = tidy(radius * 1.75);
  return `M${tidy(x)} ${tidy(y - height * 0.55)}l${radius} ${height}h${-2 * radius}z`;
}

/** Points as one path without length, which a stroke with round ends draws as dots. */
export function dots(points: readonly XY[]): string {
  return points.map(({ x, y }) => `M${tidy(x)} ${tidy(y)}h0`).join('');
}

/** Rings around points, as one path: a signal, whatever its status. */
export function rings(points: readonly XY[], radius: number): string {
  const arc = (by: number) => `a${radius} ${radius} 0 1 0 ${by} 0`;
  return points
    .map(({ x, y }) => `M${tidy(x - radius)} ${tidy(y)}${arc(2 * radius)}${arc(-2 * radius)}`)
    .join('');
}
