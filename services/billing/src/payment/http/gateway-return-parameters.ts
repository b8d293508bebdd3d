import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/**
 * Documents what the sandbox adds to the address that a browser comes back to. The route takes whatever a gateway signed:
 * what is missing or wrong is refused as a forgery or as malformed, not parameter by parameter.
 */
export const GatewayReturnParameters = () =>
  applyDecorators(...PARAMETERS.map((parameter) => ApiQuery({ type: String, required: true, ...parameter })));

const PARAMETERS = [
  { name: 'checkoutId', example: 'chk_R1EayPt3tLWn_GiriXbOHpV-Cd3J-nN8' },
  { name: 'reference', example: '01a1fc3c-b9ad-76ec-b971-79180eb34cff', description: 'The payment id.' },
  { name: 'state', enum: ['OPEN', 'PAID', 'DECLINED', 'CANCELLED'], example: 'PAID' },
  { name: 'amountMinor', example: '177000', description: 'A whole number of the smallest unit of the currency.' },
  { name: 'currency', example: 'INR' },
  { name: 'gatewayPaymentId', required: false, example: 'pay_UdeRzv9i7wZ_WNSM', description: 'When it is paid.' },
  {
    name: 'signature',
    example: '5f1d7e0c2a9b4836e1c05d7f9a3b26840c7e5d1f8b92a6430e7c1d5f9b82a364',
    description: 'HMAC-SHA256 in hex of the parameters before it, as they are written in the address.',
  },
];
