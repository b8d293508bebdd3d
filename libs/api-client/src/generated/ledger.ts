// Generated from the description of ledger by npm run generate. Do not edit.
export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether the process works
         * @description No token is needed: probes of an orchestrator carry no token, and the answer says nothing about anybody.
         */
        get: operations["Health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether requests can be served
         * @description No token is needed: probes of an orchestrator carry no token, and the answer says nothing about anybody.
         */
        get: operations["Health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the metrics of this process
         * @description No token is needed: a scraper carries no token, and no metric names an organisation or a person.
         */
        get: operations["Metrics_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/balances/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the balances of up to 500 organisations
         * @description Changes nothing: a POST because a URL would be too long.
         *
         *     Roles: staff, service.
         */
        post: operations["Balances_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/admin-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an organisation credits at no price
         * @description They appear in purchase history as an admin grant, with actor and reason.
         *
         *     Roles: staff.
         */
        post: operations["AdminGrants_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the balance card
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Balance_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/balance/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the balance as server-sent events
         * @description As it is now, and again whenever it has changed; changes in quick succession come as one. The id of an event is the version of the account; sent back as `Last-Event-ID`, what it stands for is not told again. The stream ends when the token expires and when the service stops: connect again.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["BalanceStream_open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/low-balance-threshold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the low-balance threshold
         * @description At or below it services and dashboards are told that credits run out.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["LowBalance_get"];
        /**
         * Set the low-balance threshold, or take the usual one again
         * @description A balance that is low by it is told at once.
         *
         *     Roles: admin, staff.
         */
        put: operations["LowBalance_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/purchases/{paymentId}/reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back credits that a payment bought
         * @description They appear in the transaction list as an adjustment, with actor and reason. No money moves.
         *
         *     Roles: staff.
         */
        post: operations["PurchaseReversals_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs/{runId}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back credits that a run was charged
         * @description At most all of them. They appear in purchase history as a refund, with actor and reason; the usage of the month stays as it is.
         *
         *     Roles: staff.
         */
        post: operations["UsageRefunds_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transactions of an organisation, newest first
         * @description One row per run that was charged, per addition of credits, and per correction. The `usageType` of a row, and of the filter, is the type of the run; options such as `STORE_ORIGINALS` are part of its credits and have no row.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["Transactions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/transactions.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream all transactions that match as CSV, newest first
         * @description A file that breaks off in the middle is not complete.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["TransactionsCsv_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/transactions/{transactionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a transaction, with the lots that it opened or was paid from
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Transactions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/transactions/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sum up all transactions that match
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Transactions_totals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/usage/by-photo-event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what each photo event used within a range of months
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["UsageBreakdown_byPhotoEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/usage/by-usage-type": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what each usage type used within a range of months
         * @description Options of a run, such as `STORE_ORIGINALS`, stand by themselves here, with credits and without runs. In the transaction list they are part of their run.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["UsageBreakdown_byUsageType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/usage/monthly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read usage by month, newest first
         * @description The four monthly cards, or any range of at most 36 months. Months without usage are zeros.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["MonthlyUsage_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transactions of all organisations, or of one, newest first
         * @description `usageType` is the type of the run; options such as `STORE_ORIGINALS` are part of its credits and have no row.
         *
         *     Roles: staff.
         */
        get: operations["StaffTransactions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sum up all transactions that match, of all organisations or of one
         * @description Roles: staff.
         */
        get: operations["StaffTransactions_totals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage/monthly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read usage of all organisations together by month, newest first
         * @description Roles: staff.
         */
        get: operations["StaffUsage_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        BalanceAnswer: {
            /**
             * @description balance − held: what a new run may take.
             * @example 700
             */
            available: number;
            /**
             * @description The headline: what can still be processed. Negative in debt.
             * @example 1200
             */
            balance: number;
            /**
             * @description False when the write named by "after" does not show yet.
             * @example true
             */
            caughtUp: boolean;
            /** @description When the balance will be used up, judged by the last 28 days. null: too little to judge by, or no end in sight. */
            forecast: components["schemas"]["ForecastAnswer"] | null;
            /**
             * @description Set aside for runs that are going on.
             * @example 500
             */
            held: number;
            lowBalance: components["schemas"]["LowBalanceAnswer"];
            /**
             * @description How many events the account had when the sums were taken.
             * @example 42
             */
            version: number;
        };
        BalancesAnswer: {
            /** @description In the order in which they were asked for. */
            balances: components["schemas"]["BalancesItem"][];
            /**
             * @description Those the ledger knows nothing of.
             * @example [
             *       "acme"
             *     ]
             */
            unknown: string[];
        };
        BalancesItem: {
            /**
             * @description balance − held: what a new run may take.
             * @example 700
             */
            available: number;
            /**
             * @description The headline: what can still be processed. Negative in debt.
             * @example 1200
             */
            balance: number;
            /**
             * @description Set aside for runs that are going on.
             * @example 500
             */
            held: number;
            /** @example demo */
            organisationId: string;
            /**
             * @description How many events the account had when the sums were taken.
             * @example 42
             */
            version: number;
        };
        BalancesRequest: {
            /**
             * @example [
             *       "demo",
             *       "acme"
             *     ]
             */
            organisationIds: string[];
        };
        ForecastAnswer: {
            /**
             * @description How many past days it is judged by.
             * @example 28
             */
            daysOfHistory: number;
            /**
             * @description About four times in five it is between this day and the latest.
             * @example 2026-12-12
             */
            earliest: string;
            /**
             * @description null: more than three years ahead.
             * @example 2027-01-09
             */
            latest: string | null;
            /**
             * @description A day of the organisation's time zone.
             * @example 2026-12-24
             */
            runsOutOn: string;
        };
        GrantCreditsAnswer: {
            /** @example grant-3f2c5d9e-6f0b-5d3e-9a55-0d0c8a8f6a11 */
            additionId: string;
            /** @example 500 */
            credits: number;
        };
        GrantCreditsRequest: {
            /**
             * @description Whole credits.
             * @example 500
             */
            credits: number;
            /** @example Goodwill for the outage of 3 November */
            reason: string;
        };
        LowBalanceAnswer: {
            /**
             * @description Whether the balance of this answer is at or below the threshold.
             * @example false
             */
            low: boolean;
            /**
             * @description Whether it is the organisation's own.
             * @example true
             */
            own: boolean;
            /**
             * @description The threshold that is in force.
             * @example 250
             */
            threshold: number;
        };
        MonthlyUsageAnswer: {
            /**
             * @description False when the write named by "after" does not show yet.
             * @example true
             */
            caughtUp: boolean;
            /** @description Newest first; by default the current month and the three before. */
            months: components["schemas"]["MonthlyUsageItem"][];
        };
        MonthlyUsageItem: {
            /** @example 28731 */
            creditsUsed: number;
            /** @example true */
            current: boolean;
            /**
             * @description A month of the organisation's time zone.
             * @example 2026-11
             */
            month: string;
            /**
             * @description Runs whose first charge fell in the month.
             * @example 1
             */
            usageTransactions: number;
        };
        PhotoEventUsageAnswer: {
            /**
             * @description False when the write named by "after" does not show yet.
             * @example true
             */
            caughtUp: boolean;
            /**
             * @description In the organisation's time zone.
             * @example 2026-08
             */
            from: string | null;
            /** @description The highest id first. */
            items: components["schemas"]["PhotoEventUsageItem"][];
            /**
             * @description Asks for the next page; null on the last.
             * @example null
             */
            nextCursor: string | null;
            /**
             * @description Included.
             * @example 2026-11
             */
            to: string | null;
        };
        PhotoEventUsageItem: {
            /** @example 28731 */
            creditsUsed: number;
            /** @example 2014 */
            photoEventId: number;
            /**
             * @description As it was called last within the months.
             * @example Boston Marathon 2014
             */
            photoEventName: string;
            /**
             * @description Runs whose first charge fell in the months.
             * @example 1
             */
            usageTransactions: number;
        };
        /** @description RFC 9457 problem details. `code` is stable; texts are for people and may change. */
        Problem: {
            code: string;
            correlationId?: string;
            detail: string;
            /** @description Figures of a refusal, such as the minimum that was not reached. Never the name of a field. */
            details?: {
                [key: string]: unknown;
            };
            /** @description What to mend, wherever a field of the body, the query or the path is at fault: `photoEvent.name`, `items[3].id`, `limit`, `organisationId`; `body` is the whole of it. */
            errors?: {
                field: string;
                problem: string;
            }[];
            status: number;
            title: string;
            /** Format: uri */
            type: string;
        };
        RefundLotAnswer: {
            /** @example 20 */
            credits: number;
            /** @example INR */
            currency: string;
            /** @example 3f2c5d9e-6f0b-5d3e-9a55-0d0c8a8f6a11-1 */
            lotId: string;
            /**
             * @description The lot that had paid.
             * @example payment-1
             */
            sourceLotId: string;
            /**
             * @description Price of a credit of that lot, "0" for gifts.
             * @example 1.50
             */
            unitPrice: string;
        };
        RefundUsageAnswer: {
            /**
             * @description forgiven + the credits of all lots.
             * @example 20
             */
            credits: number;
            /**
             * @description What the run still owed of it.
             * @example 0
             */
            forgiven: number;
            /** @description New lots, one for each that had paid, at its price. */
            lots: components["schemas"]["RefundLotAnswer"][];
            /** @example 3f2c5d9e-6f0b-5d3e-9a55-0d0c8a8f6a11 */
            refundId: string;
            /** @example run-2014-04-21 */
            runId: string;
        };
        RefundUsageRequest: {
            /**
             * @description At most what the run was charged.
             * @example 20
             */
            credits: number;
            /** @example The photos of camera 3 were blurred */
            reason: string;
        };
        RemovalAnswer: {
            /** @example 400 */
            credits: number;
            /**
             * @description The purchase's own lot comes first.
             * @example 0192f0c1-7c1e-7d5a-9c0e-5b1d1f0a7e11
             */
            lotId: string;
        };
        ReversePurchaseAnswer: {
            /**
             * @description The credits of all removals + owed.
             * @example 400
             */
            credits: number;
            /**
             * @description What was forced, and found nothing.
             * @example 0
             */
            owed: number;
            /** @example 0192f0c1-7c1e-7d5a-9c0e-5b1d1f0a7e11 */
            paymentId: string;
            /** @description Where they were taken from. */
            removals: components["schemas"]["RemovalAnswer"][];
            /** @example 8c1e1b52-64f0-5b7e-8a39-58a4f6f2c0de */
            reversalId: string;
        };
        ReversePurchaseRequest: {
            /**
             * @description At most what was bought.
             * @example 400
             */
            credits: number;
            /**
             * @description Also what is spent or held: from other lots in draw-down order, and at last as debt.
             * @default false
             * @example false
             */
            force?: boolean;
            /** @example The customer charged the payment back */
            reason: string;
        };
        SetThresholdRequest: {
            /**
             * @description A balance at or below it is low. null: a tenth of the last purchase, at least 100.
             * @example 250
             */
            threshold: number | null;
        };
        StaffTransactionItem: {
            /**
             * @description Opaque id of whoever caused it; "system" when no person did.
             * @example system
             */
            actor: string;
            /**
             * @description Negative for usage. The credits of all transactions sum to the balance.
             * @example -28731
             */
            credits: number;
            /**
             * @description Usage: run, usage type, photo event. Additions: price, payment, order and gateway, or the reason. Refunds: run, photo event, reason and lots. Adjustments: payment, reason, and whether it was forced.
             * @example {
             *       "runId": "boston-2014-main",
             *       "usageType": "PHOTO_PROCESSING",
             *       "photoEventId": 2014,
             *       "photoEventName": "Boston Marathon 2014"
             *     }
             */
            details: {
                [key: string]: string | number | boolean | Record<string, never>[];
            };
            /** @example 2026-11-21T09:30:00.000Z */
            occurredAt: string;
            /** @example acme */
            organisationId: string;
            /**
             * @description Some of it was charged beyond a hold, or is owed.
             * @example false
             */
            overrun: boolean;
            /** @example usage-boston-2014-main */
            transactionId: string;
            /**
             * @example USAGE
             * @enum {string}
             */
            type: "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
        };
        StaffTransactionsAnswer: {
            /** @description Newest first. */
            items: components["schemas"]["StaffTransactionItem"][];
            /**
             * @description Asks for the next page; null on the last.
             * @example null
             */
            nextCursor: string | null;
        };
        StaffTransactionTotalsAnswer: {
            /**
             * @description The sum of what was added.
             * @example 1200
             */
            creditsIn: number;
            /**
             * @description The sum of what was used or taken back, as a positive number.
             * @example 157
             */
            creditsOut: number;
            /** @example 3 */
            transactions: number;
        };
        StaffUsageAnswer: {
            /** @description Newest first, each organisation's months in its own time zone; the current one is that of UTC. */
            months: components["schemas"]["StaffUsageItem"][];
        };
        StaffUsageItem: {
            /** @example 28731 */
            creditsUsed: number;
            /** @example true */
            current: boolean;
            /**
             * @description A month of the organisation's time zone.
             * @example 2026-11
             */
            month: string;
            /**
             * @description How many organisations used any credits.
             * @example 12
             */
            organisations: number;
            /**
             * @description Runs whose first charge fell in the month.
             * @example 1
             */
            usageTransactions: number;
        };
        ThresholdAnswer: {
            /**
             * @description Whether it is the organisation's own.
             * @example true
             */
            own: boolean;
            /**
             * @description The threshold that is in force.
             * @example 250
             */
            threshold: number;
        };
        TransactionAnswer: {
            /**
             * @description Opaque id of whoever caused it; "system" when no person did.
             * @example system
             */
            actor: string;
            /**
             * @description Negative for usage. The credits of all transactions sum to the balance.
             * @example -28731
             */
            credits: number;
            /**
             * @description Usage: run, usage type, photo event. Additions: price, payment, order and gateway, or the reason. Refunds: run, photo event, reason and lots. Adjustments: payment, reason, and whether it was forced.
             * @example {
             *       "runId": "boston-2014-main",
             *       "usageType": "PHOTO_PROCESSING",
             *       "photoEventId": 2014,
             *       "photoEventName": "Boston Marathon 2014"
             *     }
             */
            details: {
                [key: string]: string | number | boolean | Record<string, never>[];
            };
            /** @description Those that moved most first; at most 1,000. */
            lots: components["schemas"]["TransactionLot"][];
            /** @example 2026-11-21T09:30:00.000Z */
            occurredAt: string;
            /**
             * @description Some of it was charged beyond a hold, or is owed.
             * @example false
             */
            overrun: boolean;
            /** @example usage-boston-2014-main */
            transactionId: string;
            /**
             * @example USAGE
             * @enum {string}
             */
            type: "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
        };
        TransactionItem: {
            /**
             * @description Opaque id of whoever caused it; "system" when no person did.
             * @example system
             */
            actor: string;
            /**
             * @description Negative for usage. The credits of all transactions sum to the balance.
             * @example -28731
             */
            credits: number;
            /**
             * @description Usage: run, usage type, photo event. Additions: price, payment, order and gateway, or the reason. Refunds: run, photo event, reason and lots. Adjustments: payment, reason, and whether it was forced.
             * @example {
             *       "runId": "boston-2014-main",
             *       "usageType": "PHOTO_PROCESSING",
             *       "photoEventId": 2014,
             *       "photoEventName": "Boston Marathon 2014"
             *     }
             */
            details: {
                [key: string]: string | number | boolean | Record<string, never>[];
            };
            /** @example 2026-11-21T09:30:00.000Z */
            occurredAt: string;
            /**
             * @description Some of it was charged beyond a hold, or is owed.
             * @example false
             */
            overrun: boolean;
            /** @example usage-boston-2014-main */
            transactionId: string;
            /**
             * @example USAGE
             * @enum {string}
             */
            type: "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
        };
        TransactionLot: {
            /**
             * @description Positive: the transaction opened the lot with them. Negative: it was paid from the lot.
             * @example -157
             */
            credits: number;
            /** @example payment-1 */
            lotId: string;
            /**
             * @description What is left in the lot now.
             * @example 843
             */
            remaining: number;
        };
        TransactionsAnswer: {
            /**
             * @description False when the write named by "after" does not show yet.
             * @example true
             */
            caughtUp: boolean;
            /** @description Newest first. */
            items: components["schemas"]["TransactionItem"][];
            /**
             * @description Asks for the next page; null on the last.
             * @example MDAwMDAwMDAwMDAwMDAwMDAwNDI
             */
            nextCursor: string | null;
        };
        TransactionTotalsAnswer: {
            /**
             * @description False when the write named by "after" does not show yet.
             * @example true
             */
            caughtUp: boolean;
            /**
             * @description The sum of what was added.
             * @example 1200
             */
            creditsIn: number;
            /**
             * @description The sum of what was used or taken back, as a positive number.
             * @example 157
             */
            creditsOut: number;
            /** @example 3 */
            transactions: number;
        };
        UsageTypeAnswer: {
            /**
             * @description False when the write named by "after" does not show yet.
             * @example true
             */
            caughtUp: boolean;
            /**
             * @description In the organisation's time zone.
             * @example 2026-08
             */
            from: string | null;
            /** @description By name. An option of a run has credits and no runs of its own. */
            items: components["schemas"]["UsageTypeItem"][];
            /**
             * @description Included.
             * @example 2026-11
             */
            to: string | null;
        };
        UsageTypeItem: {
            /** @example 28731 */
            creditsUsed: number;
            /**
             * @description Runs whose first charge fell in the months.
             * @example 1
             */
            usageTransactions: number;
            /** @example PHOTO_PROCESSING */
            usageType: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process works; restarting it would change nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.not_ready, service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.not_ready" | "service.unavailable";
                    };
                };
            };
        };
    };
    Health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests can be served. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.not_ready, service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.not_ready" | "service.unavailable";
                    };
                };
            };
        };
    };
    Metrics_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format, version 0.0.4. Meant for the network of the operators: do not route it to others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    Balances_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BalancesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalancesAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description request.body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.body_too_large";
                    };
                };
            };
            /** @description request.unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.unsupported_media_type";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    AdminGrants_grant: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again, for 7 days. Same key, another body: 422. */
                "Idempotency-Key": string;
            };
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantCreditsRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantCreditsAnswer"];
                };
            };
            /** @description request.invalid, request.malformed, request.idempotency_key_missing, request.idempotency_key_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "request.idempotency_key_missing" | "request.idempotency_key_invalid";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.body_too_large";
                    };
                };
            };
            /** @description request.unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.unsupported_media_type";
                    };
                };
            };
            /** @description request.idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.idempotency_key_reused";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    Balance_get: {
        parameters: {
            query?: {
                /** @description The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does. */
                after?: string;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    BalanceStream_open: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that arrived. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited, ledger.too_many_streams */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited" | "ledger.too_many_streams";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description ledger.streams_exhausted, service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.streams_exhausted" | "service.unavailable";
                    };
                };
            };
        };
    };
    LowBalance_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThresholdAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    LowBalance_set: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again, for 7 days. Same key, another body: 422. */
                "Idempotency-Key": string;
            };
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetThresholdRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThresholdAnswer"];
                };
            };
            /** @description request.invalid, request.malformed, request.idempotency_key_missing, request.idempotency_key_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "request.idempotency_key_missing" | "request.idempotency_key_invalid";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.body_too_large";
                    };
                };
            };
            /** @description request.unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.unsupported_media_type";
                    };
                };
            };
            /** @description request.idempotency_key_reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.idempotency_key_reused";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    PurchaseReversals_reverse: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again, for 7 days. Same key, another body: 422. */
                "Idempotency-Key": string;
            };
            path: {
                /** @example acme */
                organisationId: string;
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReversePurchaseRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReversePurchaseAnswer"];
                };
            };
            /** @description request.invalid, request.malformed, request.idempotency_key_missing, request.idempotency_key_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "request.idempotency_key_missing" | "request.idempotency_key_invalid";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found, ledger.purchase_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found" | "ledger.purchase_not_found";
                    };
                };
            };
            /** @description billing.credits_already_spent */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.credits_already_spent";
                    };
                };
            };
            /** @description request.body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.body_too_large";
                    };
                };
            };
            /** @description request.unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.unsupported_media_type";
                    };
                };
            };
            /** @description request.idempotency_key_reused, ledger.reversal_exceeds_purchase */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.idempotency_key_reused" | "ledger.reversal_exceeds_purchase";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description ledger.account_busy, service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_busy" | "service.unavailable";
                    };
                };
            };
        };
    };
    UsageRefunds_refund: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again, for 7 days. Same key, another body: 422. */
                "Idempotency-Key": string;
            };
            path: {
                /** @example acme */
                organisationId: string;
                runId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundUsageRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundUsageAnswer"];
                };
            };
            /** @description request.invalid, request.malformed, request.idempotency_key_missing, request.idempotency_key_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "request.idempotency_key_missing" | "request.idempotency_key_invalid";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found, ledger.run_not_charged */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found" | "ledger.run_not_charged";
                    };
                };
            };
            /** @description request.body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.body_too_large";
                    };
                };
            };
            /** @description request.unsupported_media_type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.unsupported_media_type";
                    };
                };
            };
            /** @description request.idempotency_key_reused, ledger.refund_exceeds_charges */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.idempotency_key_reused" | "ledger.refund_exceeds_charges";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description ledger.account_busy, service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_busy" | "service.unavailable";
                    };
                };
            };
        };
    };
    Transactions_list: {
        parameters: {
            query?: {
                /** @description Opaque id of whoever caused it. */
                actor?: string;
                /** @description The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does. */
                after?: string;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description The first day, in the organisation's time zone. */
                from?: string;
                limit?: number;
                photoEventId?: number;
                /** @description Part of a photo event's name, of a run, payment or order id, or of a reason. Case does not matter. */
                text?: string;
                /** @description The day after the last. */
                to?: string;
                /** @description A part of the list (usage: Credit Usage; purchase: Purchase History), or one type. All when left out. */
                type?: "usage" | "purchase" | "adjustment" | "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
                /** @description Usage, and refunds of it, of this type. */
                usageType?: string;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionsAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    TransactionsCsv_stream: {
        parameters: {
            query?: {
                /** @description Opaque id of whoever caused it. */
                actor?: string;
                /** @description The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does. */
                after?: string;
                /** @description The first day, in the organisation's time zone. */
                from?: string;
                photoEventId?: number;
                /** @description Part of a photo event's name, of a run, payment or order id, or of a reason. Case does not matter. */
                text?: string;
                /** @description The day after the last. */
                to?: string;
                /** @description A part of the list (usage: Credit Usage; purchase: Purchase History), or one type. All when left out. */
                type?: "usage" | "purchase" | "adjustment" | "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
                /** @description Usage, and refunds of it, of this type. */
                usageType?: string;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    Transactions_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.transaction_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.transaction_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    Transactions_totals: {
        parameters: {
            query?: {
                /** @description Opaque id of whoever caused it. */
                actor?: string;
                /** @description The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does. */
                after?: string;
                /** @description The first day, in the organisation's time zone. */
                from?: string;
                photoEventId?: number;
                /** @description Part of a photo event's name, of a run, payment or order id, or of a reason. Case does not matter. */
                text?: string;
                /** @description The day after the last. */
                to?: string;
                /** @description A part of the list (usage: Credit Usage; purchase: Purchase History), or one type. All when left out. */
                type?: "usage" | "purchase" | "adjustment" | "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
                /** @description Usage, and refunds of it, of this type. */
                usageType?: string;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionTotalsAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    UsageBreakdown_byPhotoEvent: {
        parameters: {
            query?: {
                /** @description The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does. */
                after?: string;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description The first month; by default three before the last. */
                from?: string;
                limit?: number;
                /** @description The last month, included; by default the current one. At most 36 months. */
                to?: string;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhotoEventUsageAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    UsageBreakdown_byUsageType: {
        parameters: {
            query?: {
                /** @description The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does. */
                after?: string;
                /** @description The first month; by default three before the last. */
                from?: string;
                /** @description The last month, included; by default the current one. At most 36 months. */
                to?: string;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageTypeAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    MonthlyUsage_get: {
        parameters: {
            query?: {
                /** @description The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does. */
                after?: string;
                /** @description The first month; by default three before the last. */
                from?: string;
                /** @description The last month, included; by default the current one. At most 36 months. */
                to?: string;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonthlyUsageAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    StaffTransactions_list: {
        parameters: {
            query?: {
                /** @description Opaque id of whoever caused it. */
                actor?: string;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description The first day, in the organisation's time zone. */
                from?: string;
                limit?: number;
                /** @description All organisations when left out; days are then those of UTC. */
                organisationId?: string;
                photoEventId?: number;
                /** @description Part of a photo event's name, of a run, payment or order id, or of a reason. Case does not matter. */
                text?: string;
                /** @description The day after the last. */
                to?: string;
                /** @description A part of the list (usage: Credit Usage; purchase: Purchase History), or one type. All when left out. */
                type?: "usage" | "purchase" | "adjustment" | "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
                /** @description Usage, and refunds of it, of this type. */
                usageType?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffTransactionsAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    StaffTransactions_totals: {
        parameters: {
            query?: {
                /** @description Opaque id of whoever caused it. */
                actor?: string;
                /** @description The first day, in the organisation's time zone. */
                from?: string;
                /** @description All organisations when left out; days are then those of UTC. */
                organisationId?: string;
                photoEventId?: number;
                /** @description Part of a photo event's name, of a run, payment or order id, or of a reason. Case does not matter. */
                text?: string;
                /** @description The day after the last. */
                to?: string;
                /** @description A part of the list (usage: Credit Usage; purchase: Purchase History), or one type. All when left out. */
                type?: "usage" | "purchase" | "adjustment" | "USAGE" | "PURCHASE" | "FREE_CREDITS" | "INCLUDED" | "ADMIN_GRANT" | "REFUND" | "ADJUSTMENT";
                /** @description Usage, and refunds of it, of this type. */
                usageType?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffTransactionTotalsAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description ledger.account_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "ledger.account_not_found";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
    StaffUsage_get: {
        parameters: {
            query?: {
                /** @description The first month; by default three before the last. */
                from?: string;
                /** @description The last month, included; by default the current one. At most 36 months. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffUsageAnswer"];
                };
            };
            /** @description request.invalid, request.malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed";
                    };
                };
            };
            /** @description auth.token_missing, auth.token_invalid, auth.token_expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.token_missing" | "auth.token_invalid" | "auth.token_expired";
                    };
                };
            };
            /** @description auth.not_a_member, auth.role_not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "auth.not_a_member" | "auth.role_not_allowed";
                    };
                };
            };
            /** @description request.rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.rate_limited";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "service.unavailable";
                    };
                };
            };
        };
    };
}
