import MeritCore
import MeritIdentity
import MeritToken
import NIOCore

/// What is to happen with a request for `/r/TOKEN`.
enum RedirectDecision {
    /// The tag does not verify: counted, not recorded, and sent to the fallback page at once.
    case count(TokenRejection)
    /// Verified and rejected: recorded, then sent to the fallback page.
    case reject(LinkClick)
    /// Recorded, then sent on.
    case follow(LinkClick, FollowedLink)
}

/// Where a good click leads, for the answer that leaves once it is recorded.
struct FollowedLink {
    let link: PreparedLink
    let claim: TokenClaim
    /// Verified.
    let token: RedirectRequest.TokenText
    /// The visitor to tell the browser about; nil where it has one, or where it gets none.
    let newVisitor: VisitorID?
    let clickID: ClickIDRule

    enum ClickIDRule: Hashable, Sendable {
        case given
        /// The request is no navigation: whatever made it could hand the id on.
        case withheld
    }

    /// The redirect, with the id of the recorded click, nil where it was not recorded.
    func answer(click: ClickID?) -> Answer {
        var headers = ByteBuffer()
        appendHeaders(click, to: &headers)
        return Answer(.found, headers: Array(headers.readableBytesView))
    }

    /// Appends what `answer(click:)` is when it is sent, without making it.
    func append(
        click: ClickID?, to bytes: inout ByteBuffer, form: AnswerForm, date: [UInt8]
    ) {
        Answer.appendStart(.found, to: &bytes)
        appendHeaders(click, to: &bytes)
        Answer.appendEnd(.found, bodyCount: 0, to: &bytes, form: form, date: date)
    }

    private func appendHeaders(_ click: ClickID?, to headers: inout ByteBuffer) {
        headers.writeBytes(Self.location)
        link.appendLocation(token: token.span, click: click, to: &headers)
        headers.writeBytes(Self.afterLocation)
        if let newVisitor { VisitorCookie.append(newVisitor, to: &headers) }
    }

    private static let location = Array("Location: ".utf8)
    private static let afterLocation = Array("\r\nCache-Control: no-store\r\n".utf8)
}

extension RedirectTable {
    /// Decides about a request that arrived at `now`. `random` must be unpredictable: new visitors
    /// are drawn from it.
    func decide(
        _ request: RedirectRequest, at now: Timestamp,
        random: inout some RandomNumberGenerator
    ) -> RedirectDecision {
        guard let token = request.token else { return .count(.malformed) }
        switch keys.ring.verify(token.span) {
        case .rejected(let rejection, let claim):
            // 0 names no link and no staff member, and no fact can say it.
            guard let claim, claim.link.value > 0, claim.staff.value > 0 else {
                return .count(rejection)
            }
            return .reject(click(request, claim, rejection, visitor: request.visitor))
        case .verified(let claim):
            switch standing(of: claim, at: now) {
            case .rejected(let rejection):
                return .reject(click(request, claim, rejection, visitor: request.visitor))
            case .good(let link):
                return follow(request, claim, token, link, random: &random)
            }
        }
    }

    private func follow(
        _ request: RedirectRequest, _ claim: TokenClaim, _ token: RedirectRequest.TokenText,
        _ link: PreparedLink, random: inout some RandomNumberGenerator
    ) -> RedirectDecision {
        let isEmbedded = request.navigation == .embedded
        let needsVisitor = request.visitor == nil && !isEmbedded
        let newVisitor = needsVisitor ? VisitorID(using: &random) : nil
        let followed = FollowedLink(
            link: link, claim: claim, token: token, newVisitor: newVisitor,
            clickID: isEmbedded ? .withheld : .given)
        let visitor = request.visitor ?? newVisitor
        return .follow(click(request, claim, nil, visitor: visitor), followed)
    }

    private func click(
        _ request: RedirectRequest, _ claim: TokenClaim, _ rejection: TokenRejection?,
        visitor: VisitorID?
    ) -> LinkClick {
        LinkClick(
            token: claim, verdict: verdict(request, rejection), rejection: rejection,
            personal: LinkClick.Personal(
                visitor: visitor.flatMap { alias(of: $0) }, network: request.network,
                userAgent: request.userAgent))
    }

    /// `embedded` comes before the others because it also withholds cookie and click id.
    private func verdict(_ request: RedirectRequest, _ rejection: TokenRejection?) -> Verdict {
        if rejection == .retiredKey { return .retiredKey }
        if request.navigation == .embedded { return .embedded }
        if request.method == .head { return .head }
        return request.purpose == .prefetch ? .prefetch : .human
    }

    /// A visitor's alias; nil for the few whose text looks like a filler.
    func alias(of visitor: VisitorID) -> Alias? {
        let characters = visitor.characters
        guard case .alias(let alias) = keys.aliases.visitorAlias(characters.span) else {
            return nil
        }
        return alias
    }
}
