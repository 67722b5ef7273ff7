/** Addresses that a source must not reach, in every spelling that a resolver or a person may give. */
import { BlockList, isIP } from 'node:net';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isPrivateAddress } from '../../lib/domain/private-address';

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.0.1',
  // What clouds tell their machines.
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  'fd00:ec2::254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.0.1',
  '192.168.255.255',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  // As inet_aton reads them: decimal, octal, hexadecimal, shortened.
  '2130706433',
  '017700000001',
  '0x7f000001',
  '0x7F.0.0.1',
  '0177.0.0.1',
  '127.1',
  '127.0.1',
  '0',
  '2852039166',
  '0251.0376.0251.0376',
  '10.1',
  '192.168.257',
  // IPv6.
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  '[::1]',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::FFFF:10.0.0.1',
  '0:0:0:0:0:ffff:a9fe:a9fe',
  '::ffff:169.254.169.254',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::8.8.8.8',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '2002:c0a8:1::1',
  '2001::1',
  '2001:10::1',
  '2001:db8::1',
  '3fff::1',
  '100::1',
  'fc00::1',
  'fd12:3456:789a::1',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff02::1',
  '4000::1',
  // No addresses: what cannot be judged is not reached.
  '',
  'localhost',
  'warehouse.example',
  '1.2.3.4.5',
  '256.1.1.1',
  '08.8.8.8',
  '1.2.3.',
  '4294967296',
  '-1',
  '8.8.8.8 ',
  '1:2:3',
  ':::',
  '2606::1::1',
  '2606:4700:4700:0:0:0:0:0:1111',
  '2606:4700:4700::11111',
  '::ffff:256.0.0.1',
];

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '93.184.216.34',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '134744072',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '[2606:4700:4700::1111]',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
  '2001:4860:4860::8888',
];

describe('private addresses', () => {
  it.each(PRIVATE)('%j is not reached', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(PUBLIC)('%j may be reached', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('judges every address as a list of ranges does, written in whichever way', () => {
    const ranges = new BlockList();
    for (const [first, length] of [
      ['0.0.0.0', 8],
      ['10.0.0.0', 8],
      ['100.64.0.0', 10],
      ['127.0.0.0', 8],
      ['169.254.0.0', 16],
      ['172.16.0.0', 12],
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['192.88.99.0', 24],
      ['192.168.0.0', 16],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['224.0.0.0', 3],
    ] as const) {
      ranges.addSubnet(first, length);
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (number) => {
        const parts = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256);
        const dotted = parts.join('.');
        const expected = ranges.check(dotted);
        const octal = parts.map((part) => `0${part.toString(8)}`).join('.');
        for (const text of [dotted, octal, `${number}`, `0x${number.toString(16)}`]) {
          expect(isPrivateAddress(text), text).toBe(expected);
        }
        expect(isPrivateAddress(`::ffff:${dotted}`)).toBe(expected);
      }),
    );
  });

  it('refuses every IPv6 address outside 2000::/3 that holds no IPv4 address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        fc.pre(isIP(address) === 6);
        const first = Number.parseInt(/^[\da-f]+/i.exec(address)?.[0] ?? '0', 16);
        if (first < 0x2000 || first > 0x3fff) {
          if (first !== 0 && first !== 0x64) expect(isPrivateAddress(address)).toBe(true);
        }
      }),
    );
  });
});
