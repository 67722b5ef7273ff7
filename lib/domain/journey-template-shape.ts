/** What a template of a journey says. */
import type { MomentKind } from './catalog';

export interface TemplateMoment {
  readonly name: string;
  readonly kind: MomentKind;
  readonly aim?: 'wow';
  readonly critical?: true;
  readonly trigger?: string;
}

export interface TemplateStage {
  readonly name: string;
  readonly promise: string;
  /** A role, to be replaced by whoever has it. */
  readonly owner: string;
  readonly moments: readonly TemplateMoment[];
}

export interface TemplateJourney {
  /** What it is called in a list of templates. */
  readonly title: string;
  readonly name: string;
  readonly stages: readonly TemplateStage[];
}
