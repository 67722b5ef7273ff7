/** A journey with a bank. */
import type { TemplateJourney } from './journey-template-shape';

export const BANK: TemplateJourney = {
  title: 'Bank',
  name: 'Banking with us',
  stages: [
    {
      name: 'Consider',
      promise: 'You see what an account costs and brings before you ask.',
      owner: 'Head of marketing',
      moments: [
        { name: 'Compares conditions', kind: 'zero' },
        { name: 'Asks friends which bank', kind: 'zero' },
      ],
    },
    {
      name: 'Open an account',
      promise: 'It is open the same day, from home.',
      owner: 'Head of private customers',
      moments: [
        { name: 'Proves who they are', kind: 'first', critical: true },
        { name: 'Signs', kind: 'first' },
        { name: 'First card arrives', kind: 'first' },
      ],
    },
    {
      name: 'Pay and be paid',
      promise: 'Every payment goes through, and you see it at once.',
      owner: 'Head of payments',
      moments: [
        { name: 'Pays with the card', kind: 'second', critical: true },
        { name: 'Salary arrives', kind: 'second', critical: true },
        {
          name: 'A payment is refused',
          kind: 'second',
          critical: true,
          trigger: 'any refusal in error',
        },
      ],
    },
    {
      name: 'Borrow',
      promise: 'A clear answer, in the time we said.',
      owner: 'Head of lending',
      moments: [
        { name: 'Applies for a mortgage', kind: 'second' },
        { name: 'Gets the decision', kind: 'second', critical: true },
      ],
    },
    {
      name: 'Save and invest',
      promise: 'You understand what happens to your money.',
      owner: 'Head of investments',
      moments: [
        { name: 'Gets advice', kind: 'second' },
        { name: 'Reads the yearly statement', kind: 'second' },
      ],
    },
    {
      name: 'Get help',
      promise: 'One person stays with it until it is solved.',
      owner: 'Head of customer service',
      moments: [
        { name: 'Reports a lost card', kind: 'second', critical: true },
        { name: 'Complains', kind: 'second', trigger: 'second complaint in 90 days' },
      ],
    },
    {
      name: 'Stay and recommend',
      promise: 'You would trust us with the next step in life.',
      owner: 'Chief executive',
      moments: [
        { name: 'Goes through a change in life', kind: 'ultimate', aim: 'wow' },
        { name: 'Is asked which bank', kind: 'ultimate' },
      ],
    },
  ],
};
