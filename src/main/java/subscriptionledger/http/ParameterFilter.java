package subscriptionledger.http;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Refuses requests with parameters that the resource method does not declare, and with repeated or
 * invalid ones. A misspelt filter would otherwise return everything. A failing converter would be
 * answered 404 or 400, depending on the server, and Jersey would log it.
 */
public class ParameterFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    // JAX-RS itself answers OPTIONS.
    if (method != null && !request.getMethod().equals("OPTIONS")) {
      List<AnnotatedElement> declared = QueryParameters.of(method);
      QueryParameters.check(request.getUriInfo().getQueryParameters(), declared);
      declared.forEach(element -> checkId(element, request.getUriInfo().getPathParameters()));
    }
  }

  private static void checkId(AnnotatedElement element, MultivaluedMap<String, String> path) {
    PathParam parameter = element.getAnnotation(PathParam.class);
    if (parameter != null && QueryParameters.type(element) == IdParameter.class) {
      path.getOrDefault(parameter.value(), List.of()).forEach(IdParameter::ofPath);
    }
  }
}
