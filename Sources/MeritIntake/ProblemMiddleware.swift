import HTTPTypes
package import Hummingbird
import Logging
import NIOCore

/// Turns whatever a handler throws into problem details, so that no error leaves in another shape.
package struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    package init() {}

    @concurrent package func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return problem.response
        } catch is NIOTooManyBytesError {
            return Problem(.bodyTooLarge).response
        } catch let error as HTTPError where error.status == .notFound {
            return Problem(.routeUnknown).response
        } catch let error as HTTPError where error.status.code < 500 {
            return Problem(.requestInvalid).response
        } catch {
            // The type alone: a description may hold what the request held.
            context.logger.error(
                "a request failed unexpectedly", metadata: ["error": "\(type(of: error))"])
            return Problem(.internalError).response
        }
    }
}
