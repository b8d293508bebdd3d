// Generated from the description of processing-metering by npm run generate. Do not edit.
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
    "/v1/lanes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List how far each organisation is behind
         * @description Usage that waits for its turn: over HTTP in this process, and by message in all of them, up to 200 of each.
         *
         *     Roles: staff.
         */
        get: operations["WaitingUsage_lanes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate what a run would cost
         * @description And tell whether there are credits for it. Changes nothing, and sets nothing aside.
         *
         *     Roles: admin, operator, staff, service.
         */
        post: operations["Estimates_estimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/rate-overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of an organisation’s own rates, newest first
         * @description What changed when, by whom and why.
         *
         *     Roles: staff.
         */
        get: operations["OrganisationRates_list"];
        put?: never;
        /**
         * Add a version of an organisation’s own rates
         * @description It takes the place of the version before as a whole.
         *
         *     Roles: staff.
         */
        post: operations["OrganisationRates_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what usage of an organisation costs now
         * @description The rates of its own are included.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["OrganisationRates_inForce"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs of an organisation, newest first
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["RunLists_list"];
        put?: never;
        /**
         * Start a run
         * @description Sets the estimated credits aside. `PHOTO_PROCESSING` takes as many as there are, and starts `PAUSED` with none; the other types need all of them, and are `REFUSED` with less.
         *
         *     Roles: admin, operator, staff, service.
         */
        post: operations["Runs_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a run and its progress
         * @description Roles: admin, operator, staff, service.
         */
        get: operations["Runs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs/{runId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a run
         * @description What is left of its hold is released; what was charged stays charged.
         *
         *     Roles: admin, operator, staff, service.
         */
        post: operations["Runs_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs/{runId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete a run
         * @description What is left of its hold is released. Late reports are still accepted.
         *
         *     Roles: admin, operator, staff, service.
         */
        post: operations["Runs_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs/{runId}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask the gate whether photos may be processed
         * @description Asked by the pipeline before each batch. Answered from what metering knows, also while the ledger is down.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["Runs_gate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs/{runId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened to a run
         * @description Every hold, pause, resumption and end, with whoever caused it, in order.
         *
         *     Roles: admin, operator, staff, service.
         */
        get: operations["RunLists_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/runs/{runId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a paused run
         * @description After a top-up: sets further credits aside. Granted none, or refused, it stays `PAUSED`.
         *
         *     Roles: admin, operator, staff, service.
         */
        post: operations["Runs_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report usage of one organisation
         * @description Finished work: one CloudEvent, or a list of up to 1,000. Needs no `Idempotency-Key`: a photo is charged once, however often it is reported. Usage of an organisation that is not registered yet is kept, and counted when it registers: one event is answered 503 until then, one of a list as `pending`.
         *
         *     Roles: service, staff.
         */
        post: operations["Usage_reportOfOrganisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pending-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List usage that waits for its organisation to register
         * @description Also what was refused when the organisation did register.
         *
         *     Roles: staff.
         */
        get: operations["WaitingUsage_pending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rate-cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of the rate card, newest first
         * @description What changed when, by whom and why.
         *
         *     Roles: staff.
         */
        get: operations["RateCards_list"];
        put?: never;
        /**
         * Add a version of the rate card
         * @description None is ever edited, and none changes what usage cost that was accepted before it takes effect.
         *
         *     Roles: staff.
         */
        post: operations["RateCards_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report usage of several organisations at once
         * @description Each event names its organisation in `subject`, and each item of the answer has its own consistency token. Otherwise like the report of one organisation; usage of one that is not registered yet is kept here too.
         *
         *     Roles: service.
         */
        post: operations["Usage_reportOfMany"];
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
        AddRateCardRequest: {
            /**
             * @description At least a minute ahead; missing means in a minute. Of two at one time the later version counts.
             * @example 2099-01-01T00:00:00.000Z
             */
            effectiveFrom?: string;
            rates: components["schemas"]["RatesRequest"];
            /** @example Prices of the new season */
            reason: string;
        };
        AddRateOverrideRequest: {
            /**
             * @description At least a minute ahead; missing means in a minute. Of two at one time the later version counts.
             * @example 2099-01-01T00:00:00.000Z
             */
            effectiveFrom?: string;
            /** @description What is missing costs what the rate card says; {} ends the own rates. */
            rates: components["schemas"]["OverrideRatesRequest"];
            /** @example Prices of the new season */
            reason: string;
        };
        EstimateRequest: {
            /**
             * @description Required for PHOTO_PROCESSING; no other type has it.
             * @example true
             */
            bibSearch?: boolean;
            /**
             * @description Photos, or images. AI_IMAGE_ROTATION takes 1 to 100,000.
             * @example 1000
             */
            photos: number;
            /**
             * @description Required for PHOTO_PROCESSING; no other type has it.
             * @example false
             */
            selfieSearch?: boolean;
            /**
             * @description Of PHOTO_PROCESSING; no other type has it.
             * @default false
             * @example false
             */
            storeOriginals?: boolean;
            /**
             * @default PHOTO_PROCESSING
             * @example PHOTO_PROCESSING
             * @enum {string}
             */
            usageType?: "PHOTO_PROCESSING" | "AI_IMAGE_ROTATION" | "WATERMARK_REPROCESSING";
        };
        EstimateResponse: {
            /**
             * @description What a run may take now; negative in debt.
             * @example 200
             */
            available: number;
            /**
             * @description Negative when the balance is too small.
             * @example -800
             */
            balanceAfter: number;
            /**
             * @description When no photo was charged before; else less.
             * @example 1000
             */
            credits: number;
            /**
             * @description Whether it costs no more than is available.
             * @example false
             */
            fits: boolean;
            /**
             * @description 0 when it fits.
             * @example 1000
             */
            recommendedTopUp: number;
        };
        GateResponse: {
            /**
             * @description go: process so many photos. wait: ask again soon. stop: nothing changes before somebody acts.
             * @example go
             * @enum {string}
             */
            decision: "go" | "wait" | "stop";
            /**
             * @description How many photos may be processed now.
             * @example 100
             */
            photos: number;
            /**
             * @description Why not, as a stable code.
             * @example null
             */
            reason: string | null;
        };
        ImageRotationRequest: {
            /**
             * @description Like photoIds. An image costs once per run.
             * @example [
             *       "image-000017",
             *       "image-000018"
             *     ]
             */
            imageIds: string[];
        };
        LaneResponse: {
            /**
             * @example http
             * @enum {string}
             */
            channel: "http" | "message";
            /** @example 420 */
            oldestAgeMs: number;
            /** @example 2026-11-21T09:30:00.000Z */
            oldestSince: string;
            /** @example acme */
            organisationId: string;
            /**
             * @description null by message: nobody has looked into the reports yet.
             * @example 100000
             */
            waitingPhotos: number | null;
            /** @example 100 */
            waitingReports: number;
        };
        LanesResponse: {
            /** @description Of each channel, those with most first. */
            items: components["schemas"]["LaneResponse"][];
        };
        OverrideRatesRequest: {
            /** @example 1 */
            imageRotation?: number;
            photoProcessing?: components["schemas"]["PhotoProcessingOverrideRequest"];
            /** @example 1 */
            storeOriginals?: number;
            /** @example 0.05 */
            watermarkReprocessing?: string;
        };
        PendingUsagePageResponse: {
            /** @description By organisation. */
            items: components["schemas"]["PendingUsageResponse"][];
            /** @example null */
            nextCursor: string | null;
        };
        PendingUsageResponse: {
            /** @example 2026-11-21T09:30:00.000Z */
            oldestReceivedAt: string;
            /** @example acme */
            organisationId: string;
            /**
             * @description That the reports name, failed ones included.
             * @example 480
             */
            photos: number;
            /** @description Not tried again before a person has looked. */
            refused: components["schemas"]["RefusedUsageResponse"][];
            /**
             * @description Refused ones included.
             * @example 12
             */
            reports: number;
        };
        PhotoEventRequest: {
            /** @example 2014 */
            id: number;
            /** @example Boston Marathon 2014 */
            name: string;
        };
        PhotoProcessingOverrideRequest: {
            /** @example 0 */
            searchOff?: number;
            /** @example 1 */
            searchOn?: number;
        };
        PhotoProcessingRates: {
            /** @example 0 */
            searchOff?: number;
            /** @example 1 */
            searchOn?: number;
        };
        PhotoProcessingRatesRequest: {
            /**
             * @description Credits per photo with both off.
             * @example 0
             */
            searchOff: number;
            /**
             * @description Credits per photo with bib or selfie search on.
             * @example 1
             */
            searchOn: number;
        };
        PhotoProcessingRequest: {
            /**
             * @default false
             * @example true
             */
            bibSearch?: boolean;
            /**
             * @description Each of 1 to 128 printable ASCII characters without spaces, unique within the photo event.
             * @example [
             *       "split-000017",
             *       "split-000018"
             *     ]
             */
            photoIds: string[];
            /**
             * @default false
             * @example false
             */
            selfieSearch?: boolean;
            /**
             * @description The originals are stored too, at a price.
             * @default false
             * @example false
             */
            storeOriginals?: boolean;
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
        RatesOfVersion: {
            /** @example 1 */
            imageRotation?: number;
            photoProcessing?: components["schemas"]["PhotoProcessingRates"];
            /** @example 1 */
            storeOriginals?: number;
            /** @example 0.1 */
            watermarkReprocessing?: string;
        };
        RatesRequest: {
            /**
             * @description Credits per image and run.
             * @example 1
             */
            imageRotation: number;
            photoProcessing: components["schemas"]["PhotoProcessingRatesRequest"];
            /**
             * @description Credits more per photo whose original is stored.
             * @example 1
             */
            storeOriginals: number;
            /**
             * @description Of a credit per photo and run, up to four places, rounded up per run.
             * @example 0.1
             */
            watermarkReprocessing: string;
        };
        RatesResponse: {
            /** @example 1 */
            imageRotation?: number;
            photoProcessing?: components["schemas"]["PhotoProcessingRates"];
            /**
             * @description The version of the rate card in force.
             * @example 1
             */
            rateCardVersion: number;
            /**
             * @description Of the organisation's own rates; 0 without any.
             * @example 0
             */
            rateOverrideVersion: number;
            /** @example 1 */
            storeOriginals?: number;
            /** @example 0.1 */
            watermarkReprocessing?: string;
        };
        RateVersionResponse: {
            /** @example 2026-11-21T09:30:00.000Z */
            addedAt: string;
            /**
             * @description Opaque actor id; "system" for the first rate card.
             * @example staff-3
             */
            addedBy: string;
            /** @example 2099-01-01T00:00:00.000Z */
            effectiveFrom: string;
            rates: components["schemas"]["RatesOfVersion"];
            /** @example Prices of the new season */
            reason: string;
            /** @example 2 */
            version: number;
        };
        RateVersionsResponse: {
            /** @description Newest version first. */
            items: components["schemas"]["RateVersionResponse"][];
            /** @example null */
            nextCursor: string | null;
        };
        RefusalResponse: {
            /**
             * @description What was available then; negative in debt.
             * @example 200
             */
            available: number;
            /**
             * @description What the hold asked for.
             * @example 1000
             */
            needed: number;
            /**
             * @description Buying so many lets the run go on.
             * @example 1000
             */
            recommendedTopUp: number;
        };
        RefusedUsageResponse: {
            /** @example metering.usage_type_mismatch */
            code: string;
            /** @example 1 */
            reports: number;
        };
        RunHistoryItem: {
            /**
             * @description Opaque id of whoever caused it; "system" when no person did.
             * @example system
             */
            actor: string;
            /** @example 2026-11-21T09:30:00.000Z */
            at: string;
            /**
             * @description Asked for, granted, added in all; available when it was refused.
             * @example 1000
             */
            credits: number | null;
            /**
             * @description Of the last extension; else the same as at.
             * @example 2026-11-21T09:30:00.000Z
             */
            lastAt: string;
            /**
             * @example HOLD_PLACED
             * @enum {string}
             */
            reason: "REQUESTED" | "HOLD_PLACED" | "HOLD_REFUSED" | "HOLD_EXTENDED" | "HOLD_EXHAUSTED" | "HOLD_EXPIRED" | "HOLD_RELEASED" | "RESUMED" | "COMPLETED" | "CANCELLED" | "FIRST_USAGE";
            /**
             * @description Afterwards.
             * @example RUNNING
             * @enum {string}
             */
            state: "REQUESTED" | "RUNNING" | "PAUSED" | "COMPLETED" | "CANCELLED" | "REFUSED";
            /**
             * @description Extensions of one hold are one item.
             * @example 1
             */
            times: number;
        };
        RunHistoryResponse: {
            /** @description Oldest first. */
            items: components["schemas"]["RunHistoryItem"][];
            /**
             * @description Asks for the next page; null on the last.
             * @example null
             */
            nextCursor: string | null;
        };
        RunPageResponse: {
            /** @description Newest first. */
            items: components["schemas"]["RunResponse"][];
            /**
             * @description Asks for the next page; null on the last.
             * @example null
             */
            nextCursor: string | null;
        };
        RunPhotoEventResponse: {
            /** @example 2014 */
            id: number;
            /** @example Boston Marathon 2014 */
            name: string;
        };
        RunResponse: {
            /** @example true */
            bibSearch: boolean;
            /** @example null */
            endedAt: string | null;
            /**
             * @description 0 for a run that a usage report opened.
             * @example 1000
             */
            estimatedCredits: number;
            /**
             * @description All that holds have set aside for the run so far.
             * @example 1000
             */
            grantedCredits: number;
            /**
             * @description A hold was asked for, and the ledger has not answered yet.
             * @example false
             */
            holdPending: boolean;
            /** @example 2026-11-21T09:30:00.000Z */
            openedAt: string;
            photoEvent: components["schemas"]["RunPhotoEventResponse"];
            /** @description Why the latest hold was refused, if it was. */
            refusal: components["schemas"]["RefusalResponse"] | null;
            /** @example run-2014-04-21 */
            runId: string;
            /** @example false */
            selfieSearch: boolean;
            /**
             * @description Opaque actor id; "system" when no person started it.
             * @example user-7
             */
            startedBy: string;
            /**
             * @description REQUESTED: the ledger has not decided about the hold yet. PAUSED: no credits are set aside, until somebody resumes it. REFUSED: it needed all of its credits, and fewer were available.
             * @example RUNNING
             * @enum {string}
             */
            state: "REQUESTED" | "RUNNING" | "PAUSED" | "COMPLETED" | "CANCELLED" | "REFUSED";
            /** @example false */
            storeOriginals: boolean;
            usage: components["schemas"]["RunUsageResponse"];
            /**
             * @example PHOTO_PROCESSING
             * @enum {string}
             */
            usageType: "PHOTO_PROCESSING" | "AI_IMAGE_ROTATION" | "WATERMARK_REPROCESSING";
        };
        RunUsageResponse: {
            /** @example 20 */
            alreadyChargedPhotos: number;
            /**
             * @description Charged for the run so far.
             * @example 400
             */
            credits: number;
            /**
             * @description Failed at the publisher, and not done since.
             * @example 0
             */
            failedPhotos: number;
            /**
             * @description Processed with both searches off.
             * @example 0
             */
            freePhotos: number;
            /** @example 400 */
            newPhotos: number;
            /**
             * @description newPhotos + alreadyChargedPhotos + freePhotos.
             * @example 420
             */
            reportedPhotos: number;
        };
        StartRunRequest: {
            /**
             * @description Required for PHOTO_PROCESSING; no other type has it.
             * @example true
             */
            bibSearch?: boolean;
            /**
             * @description Photos, or images. AI_IMAGE_ROTATION takes 1 to 100,000.
             * @example 1000
             */
            estimatedPhotos: number;
            /** @description Frozen on the run. */
            photoEvent: components["schemas"]["PhotoEventRequest"];
            /**
             * @description 1 to 64 letters, digits, "_" or "-". Made up when missing. Names one run for ever.
             * @example boston-2014-evening
             */
            runId?: string;
            /**
             * @description Required for PHOTO_PROCESSING; no other type has it.
             * @example false
             */
            selfieSearch?: boolean;
            /**
             * @description Of PHOTO_PROCESSING; no other type has it.
             * @default false
             * @example false
             */
            storeOriginals?: boolean;
            /**
             * @default PHOTO_PROCESSING
             * @example PHOTO_PROCESSING
             * @enum {string}
             */
            usageType?: "PHOTO_PROCESSING" | "AI_IMAGE_ROTATION" | "WATERMARK_REPROCESSING";
        };
        UsageBatchResponse: {
            /** @description One per item of the request, in its order. */
            items: components["schemas"]["UsageItemResponse"][];
        };
        UsageEventRequest: {
            /**
             * @description Extension attribute: borne by everything that the event causes. Missing means the id of the request.
             * @example upload-2014-04-21
             */
            correlationid?: string;
            data: components["schemas"]["UsageReportedRequest"];
            /** @example report-000017 */
            id: string;
            /** @example photo-pipeline */
            source: string;
            /**
             * @example 1.0
             * @enum {string}
             */
            specversion: "1.0";
            /**
             * @description The organisation.
             * @example acme
             */
            subject?: string;
            /** @example 2026-11-21T09:30:00.000Z */
            time?: string;
            /**
             * @example credits.usage.v1.UsageReported
             * @enum {string}
             */
            type: "credits.usage.v1.UsageReported";
        };
        UsageItemResponse: {
            /** @example 0 */
            alreadyCharged: number;
            /**
             * @description The charge that pays for the new photos, when they cost anything beyond what the run was charged.
             * @example 019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40
             */
            chargeId?: string;
            /**
             * @description Why it was rejected, or is pending; stable.
             * @example request.invalid
             */
            code?: string;
            /**
             * @description For `after=` at the ledger.
             * @example metering#1:acme:17
             */
            consistencyToken?: string;
            /**
             * @description What the new photos cost.
             * @example 2
             */
            credits: number;
            /**
             * @description For people; may change.
             * @example must be 1 to 64 letters, digits, "_" or "-"
             */
            detail?: string;
            /**
             * @description What to mend.
             * @example data.runId
             */
            field?: string;
            /**
             * @description Such as photos processed with both searches off.
             * @example 0
             */
            freePhotos: number;
            /**
             * @description The id of the event.
             * @example report-000017
             */
            id: string | null;
            /**
             * @description Position in the request.
             * @example 0
             */
            index: number;
            /** @example 2 */
            newPhotos: number;
            /**
             * @description The charge that pays for originals stored beside the processing.
             * @example 019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a41
             */
            originalsChargeId?: string;
            /**
             * @description Of a pending one: sent again later, it is answered anew.
             * @example true
             */
            retryable?: boolean;
            /**
             * @description accepted: counted. duplicate: counted, and every photo had been charged before. pending: the organisation is not known yet; the report is kept and counted when it registers. rejected: see code, field and detail.
             * @example accepted
             * @enum {string}
             */
            status: "accepted" | "duplicate" | "pending" | "rejected";
        };
        UsageReportedRequest: {
            /**
             * @description Who started the work; missing means the system.
             * @example user-7
             */
            actorId?: string;
            /**
             * @description When the work was done; missing means now.
             * @example 2026-11-21T09:29:57.000Z
             */
            effectiveAt?: string;
            /** @description Photos of the run that failed. They cost nothing and show on the run until they are reported as done. With failures the other three may be left out. */
            failedPhotoIds?: string[];
            imageRotation?: components["schemas"]["ImageRotationRequest"];
            /**
             * @description May be left to the subject or to the address.
             * @example acme
             */
            organisationId?: string;
            /** @example 2014 */
            photoEventId: string | number;
            /** @example Boston Marathon 2014 */
            photoEventName: string;
            /** @description One of the three is there, or failedPhotoIds. All reports of a run have the same one. */
            photoProcessing?: components["schemas"]["PhotoProcessingRequest"];
            /**
             * @description A run that is not known yet is opened by the report.
             * @example run-2014-04-21
             */
            runId: string;
            watermarkReprocessing?: components["schemas"]["WatermarkReprocessingRequest"];
        };
        WatermarkReprocessingRequest: {
            /**
             * @description A photo counts once per run; the run costs a share of all its photos, rounded up.
             * @example [
             *       "split-000017",
             *       "split-000018"
             *     ]
             */
            photoIds: string[];
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
    WaitingUsage_lanes: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["LanesResponse"];
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
    Estimates_estimate: {
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
                "application/json": components["schemas"]["EstimateRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateResponse"];
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
    OrganisationRates_list: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateVersionsResponse"];
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
    OrganisationRates_add: {
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
                "application/json": components["schemas"]["AddRateOverrideRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateVersionResponse"];
                };
            };
            /** @description request.invalid, request.malformed, request.idempotency_key_missing, request.idempotency_key_invalid, metering.rates_too_soon */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "request.idempotency_key_missing" | "request.idempotency_key_invalid" | "metering.rates_too_soon";
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
            /** @description metering.organisation_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.organisation_not_found";
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
    OrganisationRates_inForce: {
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
                    "application/json": components["schemas"]["RatesResponse"];
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
    RunLists_list: {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                limit?: number;
                photoEventId?: number;
                state?: "REQUESTED" | "RUNNING" | "PAUSED" | "COMPLETED" | "CANCELLED" | "REFUSED";
                usageType?: "PHOTO_PROCESSING" | "AI_IMAGE_ROTATION" | "WATERMARK_REPROCESSING";
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
                    "application/json": components["schemas"]["RunPageResponse"];
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
    Runs_start: {
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
                "application/json": components["schemas"]["StartRunRequest"];
            };
        };
        responses: {
            /** @description The ledger has decided. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
            /** @description The ledger has not decided within 3 s: look at Location, or send it again with its key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
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
            /** @description metering.insufficient_credits */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.insufficient_credits";
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
            /** @description metering.organisation_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.organisation_not_found";
                    };
                };
            };
            /** @description metering.run_exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_exists";
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
    Runs_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
                runId: string;
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
                    "application/json": components["schemas"]["RunResponse"];
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
            /** @description metering.run_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_found";
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
    Runs_cancel: {
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
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
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
            /** @description metering.run_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_found";
                    };
                };
            };
            /** @description metering.run_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_ended";
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
    Runs_complete: {
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
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
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
            /** @description metering.run_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_found";
                    };
                };
            };
            /** @description metering.run_not_started, metering.run_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_started" | "metering.run_ended";
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
    Runs_gate: {
        parameters: {
            query: {
                photos: number;
            };
            header?: never;
            path: {
                /** @example acme */
                organisationId: string;
                runId: string;
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
                    "application/json": components["schemas"]["GateResponse"];
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
            /** @description metering.run_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_found";
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
    RunLists_history: {
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
                runId: string;
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
                    "application/json": components["schemas"]["RunHistoryResponse"];
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
            /** @description metering.run_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_found";
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
    Runs_resume: {
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
        requestBody?: never;
        responses: {
            /** @description The ledger has decided. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
            /** @description The ledger has not decided within 3 s: look at Location, or send it again with its key. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
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
            /** @description metering.insufficient_credits */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.insufficient_credits";
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
            /** @description metering.run_not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_found";
                    };
                };
            };
            /** @description metering.run_not_paused, metering.run_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.run_not_paused" | "metering.run_ended";
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
    Usage_reportOfOrganisation: {
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
                "application/cloudevents-batch+json": components["schemas"]["UsageEventRequest"] | components["schemas"]["UsageEventRequest"][];
                "application/cloudevents+json": components["schemas"]["UsageEventRequest"] | components["schemas"]["UsageEventRequest"][];
                "application/json": components["schemas"]["UsageEventRequest"] | components["schemas"]["UsageEventRequest"][];
            };
        };
        responses: {
            /** @description Counted. One event is answered with its item, a list with one item each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageItemResponse"] | components["schemas"]["UsageBatchResponse"];
                };
            };
            /** @description request.invalid, request.malformed, metering.unsupported_event, metering.organisation_mismatch */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "metering.unsupported_event" | "metering.organisation_mismatch";
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
            /** @description metering.usage_type_mismatch */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.usage_type_mismatch";
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
            /** @description metering.usage_queue_full, metering.organisation_not_registered, service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.usage_queue_full" | "metering.organisation_not_registered" | "service.unavailable";
                    };
                };
            };
        };
    };
    WaitingUsage_pending: {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["PendingUsagePageResponse"];
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
    RateCards_list: {
        parameters: {
            query?: {
                /** @description The nextCursor of the page before. */
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["RateVersionsResponse"];
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
    RateCards_add: {
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
                "application/json": components["schemas"]["AddRateCardRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateVersionResponse"];
                };
            };
            /** @description request.invalid, request.malformed, request.idempotency_key_missing, request.idempotency_key_invalid, metering.rates_too_soon */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "request.idempotency_key_missing" | "request.idempotency_key_invalid" | "metering.rates_too_soon";
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
    Usage_reportOfMany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents-batch+json": components["schemas"]["UsageEventRequest"] | components["schemas"]["UsageEventRequest"][];
                "application/cloudevents+json": components["schemas"]["UsageEventRequest"] | components["schemas"]["UsageEventRequest"][];
                "application/json": components["schemas"]["UsageEventRequest"] | components["schemas"]["UsageEventRequest"][];
            };
        };
        responses: {
            /** @description Counted. One event is answered with its item, a list with one item each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageItemResponse"] | components["schemas"]["UsageBatchResponse"];
                };
            };
            /** @description request.invalid, request.malformed, metering.unsupported_event, metering.organisation_mismatch */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "request.invalid" | "request.malformed" | "metering.unsupported_event" | "metering.organisation_mismatch";
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
            /** @description metering.usage_type_mismatch */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.usage_type_mismatch";
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
            /** @description metering.usage_queue_full, metering.organisation_not_registered, service.unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "metering.usage_queue_full" | "metering.organisation_not_registered" | "service.unavailable";
                    };
                };
            };
        };
    };
}
