import MeritCore
import Testing

@Suite struct NearestNameTests {
    static let known = ["window", "windows", "kinds", "model", "proof", "from"]

    @Test(
        "a typing error is recognised",
        arguments: [
            ("windw", "window"), ("wnidow", "window"), ("window_", "window"), ("kind", "kinds"),
            ("form", "from"), ("modle", "model"), ("Proof", "proof"), ("window", "window"),
        ])
    func nearest(typed: String, meant: String) {
        #expect(nearestName(to: typed, among: Self.known) == meant)
    }

    @Test(
        "what is far from every name is nobody's typing error", arguments: ["", "relation", "xyz"])
    func far(typed: String) { #expect(nearestName(to: typed, among: Self.known) == nil) }

    @Test func `of equally near names the first by bytes is taken, whatever their order`() {
        for names in [["bat", "cat"], ["cat", "bat"]] {
            #expect(nearestName(to: "rat", among: names) == "bat")
        }
    }
}
