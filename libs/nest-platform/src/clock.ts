/** Injects the kernel's `Clock`: `constructor(@Inject(CLOCK) private readonly clock: Clock)`. Specs override it with a frozen one. */
export const CLOCK = Symbol('CLOCK');
