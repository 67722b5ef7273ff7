/** What an embed shows and how it looks, chosen field by field; every choice is in the address. */
import { Field } from '@/components/ui/field';
import form from '@/components/ui/form.module.css';
import { GRAINS } from '@/lib/domain/calendar';
import type { Named } from '@/lib/domain/contrast-view';
import {
  aboutOf,
  EMBED_KINDS,
  EMBED_SIZES,
  EMBED_THEMES,
  type EmbedKind,
} from '@/lib/domain/embed';
import type { EmbedFaults, TypedEmbed } from '@/lib/domain/embed-request';
import { newEmbedPath } from '@/lib/paths-embed';
import styles from './embed.module.css';
import { KIND_WORDS, SIZE_WORDS, THEME_WORDS } from './kind-words';
import { LiveForm } from './live-form';

export interface ChooseProps {
  readonly typed: TypedEmbed;
  readonly faults: EmbedFaults;
  readonly choices: {
    readonly kpis: readonly Named[];
    readonly stages: readonly Named[];
    readonly teams: readonly Named[];
    readonly journeys: readonly Named[];
    readonly segments: readonly (Named & { readonly dimension: string })[];
    readonly places: readonly Named[];
  };
}

const worded = <Word extends string>(
  words: readonly Word[],
  names: Readonly<Record<Word, string>>,
) => words.map((slug) => ({ slug, name: names[slug] }));

export function Choose({ typed, faults, choices }: ChooseProps) {
  const kind = EMBED_KINDS.find((each) => each === typed.kind) ?? 'kpi-chart';
  return (
    <LiveForm path={newEmbedPath()} className={styles['fields']}>
      <Select
        name="kind"
        label="What it shows"
        {...{ typed, faults }}
        options={worded(EMBED_KINDS, KIND_WORDS)}
      />
      <Subject {...{ typed, faults, choices, kind }} />
      <Select
        name="grain"
        label="By"
        {...{ typed, faults }}
        options={GRAINS.map((grain) => ({ slug: grain, name: grain }))}
        none="as on its page"
      />
      <Text
        name="span"
        label="Periods on the chart"
        hint="Empty: as many as there is room for."
        {...{ typed, faults }}
      />
      <Text
        name="asOf"
        label="Pinned as of"
        hint="Empty: live, always what is known now. A day: what was known at its end, for ever."
        type="date"
        {...{ typed, faults }}
      />
      <Text
        name="title"
        label="Title"
        hint="Empty: the name of what it shows."
        {...{ typed, faults }}
      />
      <Select
        name="theme"
        label="Colours"
        {...{ typed, faults }}
        options={worded(EMBED_THEMES, THEME_WORDS)}
      />
      <Text
        name="accent"
        label="Accent colour"
        hint="A line along its top, such as #1e7b57."
        {...{ typed, faults }}
      />
      <Select
        name="size"
        label="Width of pictures"
        {...{ typed, faults }}
        options={worded(EMBED_SIZES, SIZE_WORDS)}
        first="broad"
      />
      <p className={form['buttons']}>
        <button type="submit" className={form['button']}>
          Show it
        </button>
      </p>
    </LiveForm>
  );
}

function Subject({ typed, faults, choices, kind }: ChooseProps & { readonly kind: EmbedKind }) {
  const about = aboutOf(kind);
  const common = { typed, faults };
  return (
    <>
      {about === 'kpi' ? (
        <>
          <Select name="kpi" label="KPI" {...common} options={choices.kpis} none="choose one" />
          {choices.places.length === 0 ? null : (
            <Select
              name="place"
              label="Place"
              {...common}
              options={choices.places}
              none="everywhere"
            />
          )}
        </>
      ) : null}
      {about === 'stage' ? (
        <Select name="stage" label="Stage" {...common} options={choices.stages} none="choose one" />
      ) : null}
      {about === 'team' ? (
        <Select name="team" label="Team" {...common} options={choices.teams} none="choose one" />
      ) : null}
      {about === 'kpi' || choices.journeys.length < 2 ? null : (
        <Select
          name="journey"
          label="Journey"
          {...common}
          options={choices.journeys}
          none="the first"
        />
      )}
      {choices.segments.length === 0 ? null : (
        <Select
          name="segment"
          label="Segment"
          {...common}
          options={choices.segments}
          none="everyone"
        />
      )}
    </>
  );
}

interface ControlProps {
  readonly name: keyof TypedEmbed;
  readonly label: string;
  readonly hint?: string;
  readonly typed: TypedEmbed;
  readonly faults: EmbedFaults;
}

/** A fault is told where something was chosen; what is still to be chosen is none yet. */
const faultOf = ({ name, typed, faults }: ControlProps) =>
  typed[name] === undefined || typed[name] === '' ? undefined : faults[name];

function Select({
  options,
  none,
  first,
  ...control
}: ControlProps & {
  readonly options: readonly Named[];
  readonly none?: string;
  readonly first?: string;
}) {
  const { name, label, typed } = control;
  return (
    <Field form="choose" name={name} label={label} fault={faultOf(control)}>
      {(described) => (
        <select {...described} defaultValue={typed[name] ?? first ?? ''}>
          {none === undefined ? null : <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.slug} value={option.slug}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Text({
  hint,
  type = 'text',
  ...control
}: ControlProps & { readonly type?: 'text' | 'date' }) {
  const { name, label, typed } = control;
  return (
    <Field
      form="choose"
      name={name}
      label={label}
      fault={faultOf(control)}
      {...(hint === undefined ? {} : { hint })}
    >
      {(described) => (
        <input {...described} type={type} defaultValue={typed[name]} autoComplete="off" />
      )}
    </Field>
  );
}
