/** A journey with a retailer. */
import type { TemplateJourney } from './journey-template-shape';

export const RETAIL: TemplateJourney = {
  title: 'Retail, in stores and online',
  name: 'Buying and owning',
  stages: [
    {
      name: 'Discover',
      promise: 'You find what you need without searching for it.',
      owner: 'Head of marketing',
      moments: [
        { name: 'Searches for a product', kind: 'zero' },
        { name: 'Reads what other customers say', kind: 'zero' },
      ],
    },
    {
      name: 'Choose',
      promise: 'You know before you buy whether it is right for you.',
      owner: 'Head of assortment',
      moments: [
        { name: 'Compares products', kind: 'first' },
        { name: 'Asks somebody who knows', kind: 'first', aim: 'wow' },
      ],
    },
    {
      name: 'Buy',
      promise: 'What you want is there, at the price we said.',
      owner: 'Head of sales',
      moments: [
        { name: 'Finds it in stock', kind: 'first', critical: true },
        { name: 'Pays', kind: 'first', critical: true },
      ],
    },
    {
      name: 'Receive',
      promise: 'It arrives the day we said, whole.',
      owner: 'Head of logistics',
      moments: [
        { name: 'Order arrives', kind: 'second', critical: true },
        { name: 'Unpacks it', kind: 'second', aim: 'wow' },
      ],
    },
    {
      name: 'Use',
      promise: 'It works the first time, and you know how.',
      owner: 'Head of product',
      moments: [
        { name: 'Uses it for the first time', kind: 'second' },
        { name: 'Understands the bill', kind: 'second' },
      ],
    },
    {
      name: 'Get help',
      promise: 'One contact is enough.',
      owner: 'Head of customer service',
      moments: [
        { name: 'Reaches somebody', kind: 'second' },
        {
          name: 'Problem is solved',
          kind: 'second',
          critical: true,
          trigger: 'third contact in 30 days',
        },
        { name: 'Returns a product', kind: 'second' },
      ],
    },
    {
      name: 'Come back',
      promise: 'You would buy from us again, and say so.',
      owner: 'Managing director',
      moments: [
        { name: 'Is asked by a friend', kind: 'ultimate' },
        { name: 'Orders again', kind: 'ultimate', aim: 'wow' },
      ],
    },
  ],
};
