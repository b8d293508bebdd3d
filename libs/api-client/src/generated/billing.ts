// Generated from the description of billing by npm run generate. Do not edit.
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
    "/sandbox/checkout/{checkoutId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the page of a checkout
         * @description No token is needed: stands in for the page of an outside company; its ids cannot be guessed and are the permission.
         */
        get: operations["SandboxCheckout_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/checkout/{checkoutId}/{decision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve, decline or cancel a checkout
         * @description A browser is sent back to the shop; a program gets the same address in the answer.
         *
         *     No token is needed: stands in for the page of an outside company; its ids cannot be guessed and are the permission.
         */
        post: operations["SandboxCheckout_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/checkout/{checkoutId}/left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show where a customer who leaves a checkout without a decision ends
         * @description No token is needed: stands in for the page of an outside company; its ids cannot be guessed and are the permission.
         */
        get: operations["SandboxCheckout_left"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gateways/sandbox/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a report of the sandbox gateway
         * @description A report that nothing can be done about is taken all the same: sending it again would not change that.
         *
         *     No token is needed: a gateway has no token of ours; its signature over the exact body is what is believed.
         */
        post: operations["GatewayWebhook_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register an organisation
         * @description Registered again with the same name and region it is answered 200 instead of 201, and nothing changes.
         *
         *     Roles: staff, service.
         */
        post: operations["Organisations_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an organisation and its plan
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Organisations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Place an order of credits
         * @description It is paid at `payment.checkoutUrl`, and its prices stay as they are now.
         *
         *     Roles: admin.
         */
        post: operations["Orders_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an order and its payment
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Orders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments of an organisation, newest first
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Payments_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/payments/{paymentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a payment
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Payments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/payments/{paymentId}/recheck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the gateway again what became of a payment
         * @description Needs no `Idempotency-Key`: asking twice is what it is for, and finalises once.
         *
         *     Roles: admin, staff.
         */
        post: operations["Payments_recheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Quote what credits cost
         * @description Binds nobody and changes nothing; an order freezes the prices of its own moment.
         *
         *     Roles: admin, operator, staff, service.
         */
        post: operations["Quotes_quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receive a customer who comes back from the gateway
         * @description Finalises the payment like the webhook does, whichever comes first. A page for browsers, JSON for programs.
         *
         *     No token is needed: the browser of a customer comes back from the gateway; the signature in its address is what is believed.
         */
        get: operations["PaymentReturn_receive"];
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
        DecidedCheckoutResponse: {
            /**
             * @description Where a browser would go back to, signed.
             * @example http://127.0.0.1:4001/v1/payments/return?checkoutId=chk_8Yk2x0QpJw1sVb7cT5nRzL3mDf6hGa9e
             */
            returnUrl: string;
            /**
             * @example PAID
             * @enum {string}
             */
            state: "PAID" | "DECLINED" | "CANCELLED";
        };
        MoneyResponse: {
            /**
             * @description Whole minor units: cents, paise.
             * @example 177000
             */
            amountMinor: number;
            /**
             * @description ISO 4217
             * @example INR
             */
            currency: string;
        };
        OrderResponse: {
            /** @example 1000 */
            credits: number;
            /** @example INR */
            currency: string;
            /** @example null */
            fulfilledAt: string | null;
            net: components["schemas"]["MoneyResponse"];
            /** @example 019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40 */
            orderId: string;
            payment: components["schemas"]["PaymentResponse"];
            /** @example 2026-11-21T09:30:00.000Z */
            placedAt: string;
            /**
             * @example PLACED
             * @enum {string}
             */
            state: "PLACED" | "FULFILLED";
            tax: components["schemas"]["MoneyResponse"];
            taxLines: components["schemas"]["TaxLineResponse"][];
            total: components["schemas"]["MoneyResponse"];
            /**
             * @description Of one credit, in major units, as an exact decimal.
             * @example 1.50
             */
            unitPrice: string;
        };
        OrganisationResponse: {
            /** @example INR */
            currency: string;
            /** @example Acme Marathons */
            name: string | null;
            /** @example acme */
            organisationId: string;
            /**
             * @example trial
             * @enum {string}
             */
            plan: "trial" | "payg" | "pro" | "enterprise";
            /** @example IN */
            region: string;
            /** @example 2026-11-21T09:30:00.000Z */
            registeredAt: string;
            /**
             * @description Months are counted in it.
             * @example Asia/Kolkata
             */
            timeZone: string;
        };
        PaymentPageResponse: {
            items: components["schemas"]["PaymentResponse"][];
            /** @example null */
            nextCursor: string | null;
        };
        PaymentResponse: {
            /** @description With tax. */
            amount: components["schemas"]["MoneyResponse"];
            /** @example http://127.0.0.1:4001/sandbox/checkout/chk_8Yk2x0Qp */
            checkoutUrl: string | null;
            /** @example null */
            completedAt: string | null;
            /**
             * @description When the ledger told that the credits are there.
             * @example null
             */
            creditsAddedAt: string | null;
            /**
             * @example null
             * @enum {string|null}
             */
            flag: "AMOUNT_MISMATCH" | "PAID_TWICE" | null;
            /** @example sandbox */
            gateway: string;
            /** @example null */
            gatewayPaymentId: string | null;
            /** @example 019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40 */
            orderId: string;
            /** @example 019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70 */
            paymentId: string;
            /**
             * @description Why it failed or was abandoned.
             * @example null
             */
            reason: string | null;
            /** @example 2026-11-21T09:30:00.000Z */
            startedAt: string;
            /**
             * @example PENDING
             * @enum {string}
             */
            state: "PENDING" | "COMPLETED" | "FAILED" | "ABANDONED";
            /**
             * @example CREDITS
             * @enum {string}
             */
            type: "CREDITS";
        };
        PaymentReturnResponse: {
            /** @example 019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70 */
            paymentId: string | null;
            /**
             * @description Null when the payment is not one of ours.
             * @example COMPLETED
             */
            state: string | null;
        };
        PlaceOrderRequest: {
            /** @example 1000 */
            credits: number;
            /**
             * @description Must be true, on every order.
             * @example true
             */
            refundPolicyAccepted: boolean;
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
        QuoteRequest: {
            /** @example 1000 */
            credits: number;
        };
        QuoteResponse: {
            /** @example 1200 */
            balanceAfter: number | null;
            /**
             * @description As last heard of the ledger; null before.
             * @example 200
             */
            balanceNow: number | null;
            /** @example 1000 */
            credits: number;
            /** @example INR */
            currency: string;
            net: components["schemas"]["MoneyResponse"];
            tax: components["schemas"]["MoneyResponse"];
            taxLines: components["schemas"]["TaxLineResponse"][];
            total: components["schemas"]["MoneyResponse"];
            /**
             * @description Of one credit, in major units, as an exact decimal.
             * @example 1.50
             */
            unitPrice: string;
        };
        ReceivedWebhookResponse: {
            /**
             * @example APPLIED
             * @enum {string}
             */
            verdict: "APPLIED" | "NO_CHANGE" | "FLAGGED" | "UNKNOWN_PAYMENT";
        };
        RegisterOrganisationRequest: {
            /**
             * @description Shown to people; never part of a fact.
             * @example Acme Marathons
             */
            name?: string;
            /**
             * @description 1 to 64 letters, digits, "_" or "-". Chosen by the caller, for ever.
             * @example acme
             */
            organisationId: string;
            /**
             * @description ISO 3166 alpha-2. Decides currency and time zone.
             * @example IN
             */
            region: string;
        };
        TaxLineResponse: {
            amount: components["schemas"]["MoneyResponse"];
            /** @example GST */
            name: string;
            /** @example 18 */
            percent: string;
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
    SandboxCheckout_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                checkoutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description sandbox.checkout_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "sandbox.checkout_not_found";
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
    SandboxCheckout_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                checkoutId: string;
                decision: "approve" | "decline" | "cancel";
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
                    "application/json": components["schemas"]["DecidedCheckoutResponse"];
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
            /** @description sandbox.checkout_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "sandbox.checkout_not_found";
                    };
                };
            };
            /** @description sandbox.checkout_decided */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "sandbox.checkout_decided";
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
    SandboxCheckout_left: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                checkoutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description sandbox.checkout_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "sandbox.checkout_not_found";
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
    GatewayWebhook_receive: {
        parameters: {
            query?: never;
            header: {
                /** @description HMAC-SHA256 of the body, in hex. */
                "X-Sandbox-Signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedWebhookResponse"];
                };
            };
            /** @description request.invalid, request.malformed, billing.gateway_message_malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "billing.gateway_message_malformed";
                    };
                };
            };
            /** @description billing.gateway_signature_invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.gateway_signature_invalid";
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
    Organisations_register: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and body: the first answer again, for 7 days. Same key, another body: 422. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterOrganisationRequest"];
            };
        };
        responses: {
            /** @description Was registered before with the same data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationResponse"];
                };
            };
            /** @description Registered, on trial, with its free credits on the way. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationResponse"];
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
            /** @description billing.organisation_already_registered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.organisation_already_registered";
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
    Organisations_get: {
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
                    "application/json": components["schemas"]["OrganisationResponse"];
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
            /** @description billing.organisation_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.organisation_not_found";
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
    Orders_place: {
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
                "application/json": components["schemas"]["PlaceOrderRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderResponse"];
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
            /** @description billing.organisation_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.organisation_not_found";
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
            /** @description request.idempotency_key_reused, billing.credits_not_whole, billing.credits_below_minimum, billing.credits_above_maximum, billing.refund_policy_not_accepted, billing.no_price */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.idempotency_key_reused" | "billing.credits_not_whole" | "billing.credits_below_minimum" | "billing.credits_above_maximum" | "billing.refund_policy_not_accepted" | "billing.no_price";
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
            /** @description billing.gateway_unavailable */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.gateway_unavailable";
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
    Orders_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                orderId: string;
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
                    "application/json": components["schemas"]["OrderResponse"];
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
            /** @description billing.order_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.order_not_found";
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
    Payments_list: {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                limit?: number;
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
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPageResponse"];
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
    Payments_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
                paymentId: string;
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
                    "application/json": components["schemas"]["PaymentResponse"];
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
            /** @description billing.payment_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.payment_not_found";
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
    Payments_recheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentResponse"];
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
            /** @description billing.payment_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.payment_not_found";
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
            /** @description billing.gateway_unavailable */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.gateway_unavailable";
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
    Quotes_quote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteResponse"];
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
            /** @description billing.organisation_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.organisation_not_found";
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
            /** @description billing.credits_not_whole, billing.credits_below_minimum, billing.credits_above_maximum, billing.no_price */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.credits_not_whole" | "billing.credits_below_minimum" | "billing.credits_above_maximum" | "billing.no_price";
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
    PaymentReturn_receive: {
        parameters: {
            query: {
                /** @description A whole number of the smallest unit of the currency. */
                amountMinor: string;
                checkoutId: string;
                currency: string;
                /** @description When it is paid. */
                gatewayPaymentId?: string;
                /** @description The payment id. */
                reference: string;
                /** @description HMAC-SHA256 in hex of the parameters before it, as they are written in the address. */
                signature: string;
                state: "OPEN" | "PAID" | "DECLINED" | "CANCELLED";
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
                    "application/json": components["schemas"]["PaymentReturnResponse"];
                };
            };
            /** @description request.invalid, request.malformed, billing.gateway_message_malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "billing.gateway_message_malformed";
                    };
                };
            };
            /** @description billing.gateway_signature_invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "billing.gateway_signature_invalid";
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
