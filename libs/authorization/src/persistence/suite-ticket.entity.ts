import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The newest ticket WeCom pushed for a suite. */
@Entity({ name: 'push_suite_ticket' })
export class SuiteTicketEntity {
  @PrimaryColumn({ name: 'suite_id', type: 'text', primaryKeyConstraintName: 'pk_push_suite_ticket' }) suiteId: string;
  @Column({ name: 'ticket_sealed', type: 'text' }) ticketSealed: string;
  @Column({ name: 'issued_at', type: 'timestamptz' }) issuedAt: Date;
}
