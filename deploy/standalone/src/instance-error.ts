/** Something the person at the keyboard can mend: shown as it is, without a stack trace. */
export class InstanceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InstanceError';
  }
}
