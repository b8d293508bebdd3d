import { type Instant, parseCurrency } from '@credit-ledger/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn, optionalTextColumn, textColumn } from '@credit-ledger/nest-platform';
import { parseUnitPrice, type Price } from './domain/price.js';

/** The price of a credit in one currency, in force in [effectiveFrom, the next entry's effectiveFrom). Never edited. */
@Entity('price_book')
export class PriceBookEntryEntity {
  @PrimaryColumn(textColumn('currency'))
  currency!: string;

  @PrimaryColumn(instantColumn('effective_from'))
  effectiveFrom!: Instant;

  @Column(textColumn('unit_price'))
  unitPrice!: string;

  @Column(optionalTextColumn('tax_name'))
  taxName!: string | null;

  @Column(optionalTextColumn('tax_percent'))
  taxPercent!: string | null;
}

export const priceFromRow = ({ currency, unitPrice, taxName, taxPercent }: PriceBookEntryEntity): Price => ({
  currency: parseCurrency(currency),
  unitPrice: parseUnitPrice(unitPrice),
  taxRule: taxName === null || taxPercent === null ? undefined : { name: taxName, percent: taxPercent },
});
