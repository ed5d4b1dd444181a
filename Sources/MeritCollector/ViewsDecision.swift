import MeritCore
import MeritIdentity
import MeritJSON
import MeritToken

/// What is to happen with a batch of views, and what its sender is told once it is recorded.
struct ViewsDecision {
    /// What to record: touches whose token verified, rejected ones too.
    private(set) var facts: [BeaconTouch] = []
    /// Touches that count.
    private(set) var acceptedCount = 0
    private(set) var rejected: [Remark] = []
    private(set) var notes: [Remark] = []
    /// Tokens whose tag does not verify: counted, not recorded.
    private(set) var counted: [TokenRejection] = []
    private(set) var identitiesRefused = 0
    private(set) var aliasesIgnored = 0

    /// Something to tell about one touch.
    struct Remark: Hashable {
        let index: Int
        let code: String
        /// Where the fault is, for touches of a wrong shape.
        var pointer: String?
    }

    /// Judges the touches of `body`, which arrived at `now`. Throws where it is no batch at all.
    init(
        _ body: [UInt8], of request: ViewsRequest, at now: Timestamp, in context: ViewsContext
    ) throws(JSONFaults) {
        let touches = try JSONReader.read(body, as: ViewsTouch.batchForm)
        for (index, node) in touches.enumerated() {
            judge(index, node, request, now, context)
        }
    }

    /// `202` with what was recorded, rejected and left out.
    var answer: Answer {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("recorded", acceptedCount)
            for (name, remarks) in [("rejected", rejected), ("notes", notes)] {
                writer.array(name, remarks) { writer, remark in
                    writer.object { writer in
                        writer.member("index", remark.index)
                        writer.member("code", remark.code)
                        if let pointer = remark.pointer { writer.member("pointer", pointer) }
                    }
                }
            }
        }
        return Answer(
            .accepted, headers: Answer.lines("Content-Type: application/json", Answer.noStore),
            body: writer.bytes)
    }

    private mutating func judge(
        _ index: Int, _ node: JSONNode, _ request: ViewsRequest, _ now: Timestamp,
        _ context: ViewsContext
    ) {
        guard let (touch, kind) = read(index, node) else { return }
        let (claim, rejection) = context.table.claim(touch.token, at: now)
        if let rejection { rejected.append(Remark(index: index, code: rejection.name)) }
        guard let claim else {
            if let rejection { counted.append(rejection) }
            return
        }
        if rejection == nil { acceptedCount += 1 }
        let personal = BeaconTouch.Personal(
            aliases: aliases(index, touch, now, context), page: touch.page,
            network: request.network, userAgent: request.userAgent)
        facts.append(
            BeaconTouch(
                touchKind: kind, event: touch.event, token: claim,
                verdict: Self.verdict(rejection, request.purpose), rejection: rejection,
                click: click(index, touch.clickID, claim, context), dwell: touch.dwell,
                claimedAt: touch.claimedAt, personal: personal))
    }

    /// The touch, if it has the right shape and is of a kind that anybody may tell.
    private mutating func read(_ index: Int, _ node: JSONNode) -> (ViewsTouch, TouchKind)? {
        var reader = JSONReader()
        guard let touch = ViewsTouch.form.read(node, &reader), reader.faults.isEmpty else {
            for fault in reader.faults.prefix(1) {
                rejected.append(
                    Remark(index: index, code: fault.code.rawValue, pointer: fault.pointer))
            }
            return nil
        }
        guard let kind = TouchKind(name: touch.kind), Self.publicKinds.contains(kind) else {
            rejected.append(Remark(index: index, code: "kind_not_allowed"))
            return nil
        }
        return (touch, kind)
    }

    /// Everything else that a touch can be comes from signed sources.
    private static let publicKinds: Set<TouchKind> = [.pageView, .miniprogramOpen]

    private static func verdict(
        _ rejection: TokenRejection?, _ purpose: RedirectRequest.Purpose
    ) -> Verdict {
        if rejection == .retiredKey { return .retiredKey }
        return purpose == .prefetch ? .prefetch : .human
    }

    /// The click that `text` names, if it is one of ours on the same token.
    private mutating func click(
        _ index: Int, _ text: String?, _ claim: TokenClaim, _ context: ViewsContext
    ) -> Alias? {
        guard let text else { return nil }
        guard let id = ClickID(text), id.node == context.node, let run = context.run(id.sequence),
            context.table.keys.click.verify(id, run: run, claim: claim)
        else {
            notes.append(Remark(index: index, code: "click_unknown"))
            return nil
        }
        return Alias(click: id.sequence, of: id.node)
    }

    /// The visitor, and whoever the signed identity names, each once and in order.
    private mutating func aliases(
        _ index: Int, _ touch: ViewsTouch, _ now: Timestamp, _ context: ViewsContext
    ) -> [Alias] {
        var aliases: Set<Alias> = []
        if let text = touch.visitor {
            if let alias = VisitorID(text).flatMap({ context.table.alias(of: $0) }) {
                aliases.insert(alias)
            } else {
                notes.append(Remark(index: index, code: "visitor_refused"))
            }
        }
        guard let token = touch.identity else { return aliases.sorted() }
        let binding = TouchBinding(clickID: touch.clickID, visitor: touch.visitor)
        switch context.table.keys.identities.verify(token, now: now, touch: binding) {
        case .success(let identity):
            aliases.formUnion(identity.aliases)
            aliasesIgnored += identity.ignored
        case .failure:
            identitiesRefused += 1
            notes.append(Remark(index: index, code: "identity_refused"))
        }
        return aliases.sorted()
    }
}

/// What judging views looks things up in.
struct ViewsContext {
    let table: RedirectTable
    let node: NodeNumber
    /// The run that gave a sequence out; nil where the journal has no such record.
    let run: (Sequence) -> RunID?
}

extension RedirectTable {
    /// What a token says if its tag verifies, and the first rejection that applies to it.
    fileprivate func claim(_ token: String, at now: Timestamp) -> (TokenClaim?, TokenRejection?) {
        switch keys.ring.verify(token) {
        case .rejected(let rejection, let claim):
            guard let claim, claim.link.value > 0, claim.staff.value > 0 else {
                return (nil, rejection)
            }
            return (claim, rejection)
        case .verified(let claim):
            guard case .rejected(let rejection) = standing(of: claim, at: now) else {
                return (claim, nil)
            }
            return (claim, rejection)
        }
    }
}
