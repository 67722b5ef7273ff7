/** A journey with software that is subscribed to. */
import type { TemplateJourney } from './journey-template-shape';

export const SOFTWARE: TemplateJourney = {
  title: 'Software by subscription',
  name: 'Subscribing and using',
  stages: [
    {
      name: 'Find out',
      promise: 'You understand in five minutes what it does for you.',
      owner: 'Head of marketing',
      moments: [
        { name: 'Reads a comparison', kind: 'zero' },
        { name: 'Watches or tries a demo', kind: 'zero' },
      ],
    },
    {
      name: 'Try',
      promise: 'Within a day it does something useful for you.',
      owner: 'Head of product',
      moments: [
        { name: 'Signs up', kind: 'first' },
        { name: 'Reaches the first result', kind: 'first', critical: true },
      ],
    },
    {
      name: 'Subscribe',
      promise: 'You know what you pay for, and can leave.',
      owner: 'Head of sales',
      moments: [
        { name: 'Sees the price', kind: 'first' },
        { name: 'Signs or clicks to buy', kind: 'first' },
      ],
    },
    {
      name: 'Get going',
      promise: 'Your people and data are in without a project.',
      owner: 'Head of onboarding',
      moments: [
        { name: 'Brings data over', kind: 'second', critical: true },
        { name: 'Invites the team', kind: 'second' },
      ],
    },
    {
      name: 'Work with it',
      promise: 'It is there and fast whenever you need it.',
      owner: 'Head of engineering',
      moments: [
        { name: 'Does the daily task', kind: 'second', critical: true },
        {
          name: 'Meets an outage',
          kind: 'second',
          critical: true,
          trigger: 'a quarter of an hour or more',
        },
        { name: 'Finds something new that helps', kind: 'second', aim: 'wow' },
      ],
    },
    {
      name: 'Get help',
      promise: 'You get an answer that solves it, the same day.',
      owner: 'Head of support',
      moments: [
        { name: 'Asks for help', kind: 'second' },
        {
          name: 'Problem is solved',
          kind: 'second',
          critical: true,
          trigger: 'second ticket on one matter',
        },
      ],
    },
    {
      name: 'Renew and recommend',
      promise: 'You would choose it again, and tell others.',
      owner: 'Head of customer success',
      moments: [
        { name: 'Decides to renew', kind: 'ultimate' },
        { name: 'Is asked for a reference', kind: 'ultimate', aim: 'wow' },
      ],
    },
  ],
};
