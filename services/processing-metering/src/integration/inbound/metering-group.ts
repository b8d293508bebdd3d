/** Consumer group and, with the epoch, source of this service's messages. */
export const METERING_GROUP = 'metering';
