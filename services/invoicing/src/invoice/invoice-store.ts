import type { OrganisationId } from '@credit-ledger/kernel';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { PagePosition } from '@credit-ledger/nest-platform';
import type { Invoice } from './domain/invoice.js';
import { InvoiceEntity, invoiceFromRow, invoiceToRow } from './invoice.entity.js';

/** Invoices as rows. */
@Injectable()
export class InvoiceStore {
  constructor(@InjectRepository(InvoiceEntity) private readonly invoices: Repository<InvoiceEntity>) {}

  /** Adds the invoice unless its payment has one, and answers the one that is there then. */
  async insertOrFind(manager: EntityManager, invoice: Invoice): Promise<Invoice> {
    await manager.createQueryBuilder().insert().into(InvoiceEntity).values(invoiceToRow(invoice)).orIgnore().execute();
    return invoiceFromRow(await manager.findOneByOrFail(InvoiceEntity, { paymentId: invoice.paymentId }));
  }

  /** Latest payment first, those after `before` in that order. Equal times are told apart by the payment id. */
  async newestFirst(
    organisationId: OrganisationId,
    before: PagePosition | undefined,
    limit: number,
  ): Promise<Invoice[]> {
    const query = this.invoices
      .createQueryBuilder('invoice')
      .where('invoice.organisationId = :organisationId', { organisationId })
      .orderBy('invoice.completedAt', 'DESC')
      .addOrderBy('invoice.paymentId', 'DESC')
      .limit(limit);
    if (before !== undefined) query.andWhere('(invoice.completedAt, invoice.paymentId) < (:at, :id)', before);
    return (await query.getMany()).map(invoiceFromRow);
  }
}
