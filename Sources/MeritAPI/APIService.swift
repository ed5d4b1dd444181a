import HTTPTypes
package import Hummingbird
package import MeritIntake

/// By which door a request comes.
package enum APIDoor: Hashable, Sendable {
    /// A TCP listener that answers for these hosts only, in lower case and without port; every
    /// request needs a key.
    case network(hosts: Set<String>)
    /// The data directory's socket, which only its owner can open: no key is needed, and with one
    /// the request is that person's.
    case controlSocket
}

/// Commands, queries and reports over HTTP.
package struct APIService: Sendable {
    private let parts: APIParts

    package init(_ parts: APIParts) {
        self.parts = parts
    }

    /// Every route, in no particular order.
    package static let routes = endpoints.map { $0.route }

    package func router(at door: APIDoor) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: ProblemMiddleware())
        if case .network(let hosts) = door { router.add(middleware: HostMiddleware(hosts: hosts)) }
        router.add(middleware: AuthenticationMiddleware(intake: parts.intake, door: door))
        for endpoint in Self.endpoints { add(endpoint, to: router) }
        router.refuseOtherMethods(than: Self.routes)
        return router
    }

    private func add(_ endpoint: any Endpoint.Type, to router: Router<APIContext>) {
        let parts = parts
        guard let method = HTTPRequest.Method(endpoint.route.method) else {
            preconditionFailure("routes name methods of HTTP")
        }
        router.on(RouterPath(endpoint.route.path), method: method) { request, context in
            do throws(Problem) {
                return try await Self.answer(endpoint, request, context, parts)
            } catch {
                let response = error.response
                return error.code == .bodyTooLarge ? response.closing(context.channel) : response
            }
        }
    }

    private static func answer(
        _ endpoint: any Endpoint.Type, _ request: Request, _ context: APIContext, _ parts: APIParts
    ) async throws(Problem) -> Response {
        guard let caller = context.caller else { throw Problem(.unauthenticated) }
        if let scope = endpoint.scope, !caller.has(scope) {
            throw Problem(.scopeMissing, detail: "This needs the scope \(scope.rawValue).")
        }
        await parts.process.catchUp()
        let call = APICall(
            request: request, context: context, parameters: context.parameters, caller: caller,
            parts: parts, logger: context.logger)
        let response = try await endpoint.respond(to: call)
        if endpoint.effect == .appends { await parts.process.catchUp() }
        return response
    }

    private static let endpoints: [any Endpoint.Type] = [
        ShowHealth.self, ShowHead.self, ShowMetrics.self, ListAudit.self,
        AddPerson.self, ListPersons.self,
        CreateAPIKey.self, ListAPIKeys.self, RevokeAPIKey.self,
        AddShop.self, ListShops.self,
        PutDepartment.self, ListDepartments.self, ImportDepartments.self,
        PutStaff.self, ListStaff.self, ImportStaff.self, ExportStaff.self, RevokeStaff.self,
        RestoreStaff.self,
        CreateLink.self, ListLinks.self, ShowLink.self, RevokeLink.self, ImportLinks.self,
        SignToken.self, VerifyToken.self, ExportTokens.self,
        ListKeys.self, RotateKey.self, RetireKey.self, ImportKey.self,
        PublishPolicy.self, CheckPolicy.self, SimulatePolicy.self, ListPolicies.self,
        ShowPolicy.self, ShowPolicyText.self, ProposeRerun.self, ApproveRerun.self,
        DeclineRerun.self,
        ListReruns.self,
        ImportOrders.self, ImportTouches.self, ImportContacts.self, ImportHandOvers.self,
        ShowIdentity.self, SplitIdentity.self, ShowCalendar.self, PutCalendar.self,
        ListBadRecords.self, ShowBadRecord.self, ReplayBadRecord.self, DiscardBadRecord.self,
        ProposeAdjustment.self, ApproveAdjustment.self, DeclineAdjustment.self,
        ListAdjustments.self,
        ProposeClose.self, ConfirmClose.self, ListPeriods.self, ListSealedFiles.self,
        ShowSealedFile.self,
        FindOrders.self, ShowProof.self, ListEntries.self, ShowReport.self,
    ]
}
