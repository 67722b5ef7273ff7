/** A planned visit to a hospital. */
import type { TemplateJourney } from './journey-template-shape';

export const HOSPITAL: TemplateJourney = {
  title: 'Hospital visit',
  name: 'A planned hospital visit',
  stages: [
    {
      name: 'Referral',
      promise: 'You know within days when you will be seen.',
      owner: 'Head of admissions',
      moments: [
        { name: 'Is told by the doctor to go', kind: 'zero' },
        { name: 'Gets the date', kind: 'first', critical: true },
      ],
    },
    {
      name: 'Prepare',
      promise: 'You know what will happen and what to bring.',
      owner: 'Head of nursing',
      moments: [
        { name: 'Reads the letter', kind: 'first' },
        { name: 'Asks a question before', kind: 'first' },
      ],
    },
    {
      name: 'Arrive',
      promise: 'You are expected, and wait no longer than we said.',
      owner: 'Head of admissions',
      moments: [
        { name: 'Finds the way', kind: 'first' },
        { name: 'Is received', kind: 'second' },
        { name: 'Waits', kind: 'second', trigger: 'more than an hour' },
      ],
    },
    {
      name: 'Be treated',
      promise: 'Safe, on the planned day, by people who know your case.',
      owner: 'Medical director',
      moments: [
        { name: 'Consents', kind: 'second', critical: true },
        { name: 'Operation takes place as planned', kind: 'second', critical: true },
        { name: 'Pain is treated', kind: 'second', critical: true },
      ],
    },
    {
      name: 'On the ward',
      promise: 'Somebody comes when you call.',
      owner: 'Head of nursing',
      moments: [
        { name: 'Rings for a nurse', kind: 'second' },
        { name: 'Hears from the doctor', kind: 'second', aim: 'wow' },
      ],
    },
    {
      name: 'Go home',
      promise: 'You leave with medicine, letter and a number to call.',
      owner: 'Head of discharge',
      moments: [
        { name: 'Is told what to watch for', kind: 'second', critical: true },
        { name: 'Transport home', kind: 'second' },
      ],
    },
    {
      name: 'Recover',
      promise: 'You are not left alone after.',
      owner: 'Head of outpatients',
      moments: [
        { name: 'Calls with a worry', kind: 'ultimate' },
        {
          name: 'Comes back unplanned',
          kind: 'ultimate',
          critical: true,
          trigger: 'within 30 days',
        },
        { name: 'Tells the family doctor', kind: 'ultimate' },
      ],
    },
  ],
};
