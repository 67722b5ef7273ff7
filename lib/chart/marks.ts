/** Shapes that mean something, so that nothing rests on colour alone. */
import { tidy } from './lines';

/** A square on its corner: bad. */
export function diamond(x: number, y: number, radius: number): string {
  return `M${tidy(x)} ${tidy(y - radius)}l${radius} ${radius} ${-radius} ${radius} ${-radius} ${-radius}z`;
}

/** A triangle pointing up: at risk. `radius` is half of its base. */
export function triangle(x: number, y: number, radius: number): string {
  const height = tidy(radius * 1.75);
  return `M${tidy(x)} ${tidy(y - height * 0.55)}l${radius} ${height}h${-2 * radius}z`;
}

/** A square: neither. `radius` is half of its side. */
export function square(x: number, y: number, radius: number): string {
  const side = 2 * radius;
  return `M${tidy(x - radius)} ${tidy(y - radius)}h${side}v${side}h${-side}z`;
}
