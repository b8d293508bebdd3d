// Generated from the description of invoicing by npm run generate. Do not edit.
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
    "/v1/organisations/{organisationId}/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invoices of an organisation, latest payment first
         * @description An organisation that nobody has heard of has no invoices either: invoicing knows payments, not organisations.
         *
         *     Roles: admin, operator, staff.
         */
        get: operations["Invoices_list"];
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
        InvoicePageResponse: {
            items: components["schemas"]["InvoiceResponse"][];
            /** @example null */
            nextCursor: string | null;
        };
        InvoiceResponse: {
            /**
             * @description When the payment was completed.
             * @example 2026-11-21T09:30:00.000Z
             */
            completedAt: string;
            /** @example 1000 */
            credits: number;
            net: components["schemas"]["MoneyResponse"];
            /** @example 019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40 */
            orderId: string;
            /** @example 019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70 */
            paymentId: string;
            /**
             * @example WAITING_FOR_BILLING
             * @enum {string}
             */
            state: "WAITING_FOR_BILLING";
            tax: components["schemas"]["MoneyResponse"];
            total: components["schemas"]["MoneyResponse"];
            /**
             * @example CREDITS
             * @enum {string}
             */
            type: "CREDITS";
            /**
             * @description Of one credit, in major units, as an exact decimal.
             * @example 1.50
             */
            unitPrice: string;
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
    Invoices_list: {
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
            /** @description Latest payment first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoicePageResponse"];
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
