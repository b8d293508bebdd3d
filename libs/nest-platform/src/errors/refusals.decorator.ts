import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const REFUSALS = Symbol('REFUSALS');

/**
 * Names the stable error codes that a route may answer with, beyond those every route has (bad request, missing token,
 * wrong role, fault). OpenAPI shows them under their statuses; a code without a status fails the boot.
 */
export const Refuses = (...codes: readonly string[]): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(REFUSALS, codes), ApiExtension('x-refusals', codes));
