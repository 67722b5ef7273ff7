/** A trip by public transport. */
import type { TemplateJourney } from './journey-template-shape';

export const TRANSIT: TemplateJourney = {
  title: 'Public transport',
  name: 'A trip by public transport',
  stages: [
    {
      name: 'Plan',
      promise: 'You know the way, the time and the price before you leave.',
      owner: 'Head of passenger information',
      moments: [
        { name: 'Looks up a connection', kind: 'zero' },
        { name: 'Sees that it is disrupted', kind: 'zero' },
      ],
    },
    {
      name: 'Get a ticket',
      promise: 'The right ticket in under a minute.',
      owner: 'Head of ticketing',
      moments: [
        { name: 'Buys a ticket', kind: 'first' },
        { name: 'Machine does not work', kind: 'first' },
      ],
    },
    {
      name: 'Reach the stop',
      promise: 'Lifts and stairs work, and you feel safe.',
      owner: 'Head of stations',
      moments: [
        { name: 'Takes the lift', kind: 'first', critical: true },
        { name: 'Waits at night', kind: 'first' },
      ],
    },
    {
      name: 'Wait',
      promise: 'The next one comes when the board says so.',
      owner: 'Head of operations',
      moments: [
        { name: 'Reads the board', kind: 'second' },
        {
          name: 'Departure is cancelled',
          kind: 'second',
          critical: true,
          trigger: 'two cancellations in a row',
        },
      ],
    },
    {
      name: 'Ride',
      promise: 'You get there on time, with room to stand, safely.',
      owner: 'Head of operations',
      moments: [
        { name: 'Boards', kind: 'second' },
        { name: 'Arrives on time', kind: 'second', critical: true },
        {
          name: 'Is stuck between stops',
          kind: 'second',
          critical: true,
          trigger: 'ten minutes or more',
        },
      ],
    },
    {
      name: 'Change',
      promise: 'You catch the connection, or we wait.',
      owner: 'Head of timetables',
      moments: [{ name: 'Catches the connection', kind: 'second' }],
    },
    {
      name: 'Arrive',
      promise: 'From the stop to the door without detours.',
      owner: 'Head of stations',
      moments: [{ name: 'Leaves the station', kind: 'second' }],
    },
    {
      name: 'Speak up and come back',
      promise: 'You hear from us, and ride again tomorrow.',
      owner: 'Head of customer service',
      moments: [
        { name: 'Claims money back', kind: 'ultimate' },
        { name: 'Is asked how the trip was', kind: 'ultimate', aim: 'wow' },
      ],
    },
  ],
};
