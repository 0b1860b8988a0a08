import type { Messages } from '../messages.ts'

export const push: Messages['push'] = {
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  states: {
    on: 'On',
    off: 'Off',
    'turning-on': 'Turning on',
    'turning-off': 'Turning off',
    denied: 'Blocked in this browser',
    unsupported: 'Not supported by this browser',
    insecure: 'Not possible at this address',
  },
  hints: {
    off: 'We tell this browser when an order has been cancelled. Your browser asks you first.',
    'turning-on': 'When your browser asks, choose to allow it.',
    'turning-off': 'We are taking this browser off the list.',
    denied:
      'Allow notifications in the site settings, left of the address. This page then changes by itself.',
    unsupported: 'All notifications are on My Page. The iPhone is not supported yet.',
    insecure: 'Browser notifications need an https address. All notifications are on My Page.',
  },
  offline: {
    on: 'You are offline. Notifications arrive once you are back.',
    off: 'You are offline. Once you are back you can turn it on.',
  },
  undecided: 'The question was closed without an answer. Press again and your browser asks once more.',
  onHere: (count) =>
    count > 1
      ? `We tell ${count} browsers, this one among them. Signing out turns this one off.`
      : 'We tell this browser when an order has been cancelled. Signing out turns it off.',
  unchecked:
    'The notification service cannot be reached right now. You are still registered; notifications may be late.',
  browserRefused:
    'Your browser did not get an address for notifications. In a private window, try a normal one.',
  serviceUnknown: 'The notification service of this browser is not supported yet.',
}
